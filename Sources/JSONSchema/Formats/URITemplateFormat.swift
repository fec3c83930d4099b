/// URI templates of RFC 6570: literal text with expressions in braces.
enum URITemplateFormat {
    static func allows(_ text: ArraySlice<UInt8>) -> Bool {
        var scanner = TextScanner(text)
        while let byte = scanner.next {
            if scanner.take("{") {
                let expression = scanner.takeAll { $0 != ASCII.closeBrace }
                guard scanner.take("}"), isExpression(expression) else { return false }
            } else {
                guard isLiteral(byte), scanner.take(byte) else { return false }
            }
        }
        return true
    }

    private static func isLiteral(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != 0x7F && !"\"'<>\\^`|}".utf8.contains(byte)
    }

    private static func isExpression(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        if let first = rest.first, "+#./;?&=,!@|".utf8.contains(first) { rest.removeFirst() }
        return rest.split(separator: ASCII.comma, omittingEmptySubsequences: false).allSatisfy(isVariable)
    }

    private static func isVariable(_ text: ArraySlice<UInt8>) -> Bool {
        var name = text
        if name.last == UInt8(ascii: "*") {
            name.removeLast()
        } else if let colon = name.lastIndex(of: ASCII.colon) {
            let length = name[(colon + 1)...]
            guard (1...4).contains(length.count), length.allSatisfy(ASCII.isDigit), length.first != ASCII.zero else {
                return false
            }
            name = name[..<colon]
        }
        let parts = name.split(separator: ASCII.dot, omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            !part.isEmpty && part.allSatisfy { ASCII.isLetterOrDigit($0) || "_%".utf8.contains($0) }
        }
    }
}

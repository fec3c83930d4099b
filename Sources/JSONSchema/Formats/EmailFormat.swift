/// Mailboxes of RFC 5321 (4.1.2), and of RFC 6531 when characters beyond ASCII are allowed.
enum EmailFormat {
    static func allows(_ text: ArraySlice<UInt8>, isInternational: Bool) -> Bool {
        guard let at = text.lastIndex(of: UInt8(ascii: "@")) else { return false }
        return isLocalPart(text[..<at], isInternational) && isDomain(text[(at + 1)...], isInternational)
    }

    private static func isLocalPart(_ text: ArraySlice<UInt8>, _ isInternational: Bool) -> Bool {
        if text.count > 1, text.first == ASCII.quote, text.last == ASCII.quote {
            return isQuotedContent(text.dropFirst().dropLast(), isInternational)
        }
        let atoms = text.split(separator: ASCII.dot, omittingEmptySubsequences: false)
        return atoms.allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy { isAtomCharacter($0, isInternational) }
        }
    }

    private static func isAtomCharacter(_ byte: UInt8, _ isInternational: Bool) -> Bool {
        if byte >= 0x80 { return isInternational }
        return ASCII.isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isQuotedContent(_ text: ArraySlice<UInt8>, _ isInternational: Bool) -> Bool {
        var scanner = TextScanner(text)
        while let byte = scanner.next {
            let isEscape = scanner.take(ASCII.backslash)
            guard let character = isEscape ? scanner.next : byte, scanner.take(character) else { return false }
            guard character >= 0x20, character != 0x7F, character < 0x80 || isInternational else { return false }
            if !isEscape, character == ASCII.quote { return false }
        }
        return true
    }

    private static func isDomain(_ text: ArraySlice<UInt8>, _ isInternational: Bool) -> Bool {
        guard text.first == ASCII.openBracket, text.last == ASCII.closeBracket else {
            // Labels beyond ASCII are taken as they are: checking them needs the tables of IDNA.
            let ascii = isInternational ? ArraySlice(text.map { $0 < 0x80 ? $0 : UInt8(ascii: "a") }) : text
            return HostnameFormat.allows(ascii)
        }
        let literal = text.dropFirst().dropLast()
        let prefix = "IPv6:".utf8
        return literal.starts(with: prefix)
            ? AddressFormats.isIPv6(literal.dropFirst(prefix.count)) : AddressFormats.isIPv4(literal)
    }
}

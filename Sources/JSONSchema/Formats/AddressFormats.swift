/// Addresses of the Internet Protocol: dotted decimal (RFC 2673, 3.2) and RFC 4291, 2.2.
enum AddressFormats {
    static func isIPv4(_ text: ArraySlice<UInt8>) -> Bool {
        let parts = text.split(separator: ASCII.dot, omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy(isOctet)
    }

    private static func isOctet(_ part: ArraySlice<UInt8>) -> Bool {
        guard (1...3).contains(part.count), part.allSatisfy(ASCII.isDigit) else { return false }
        guard part.count == 1 || part.first != ASCII.zero else { return false }
        return part.reduce(0) { $0 * 10 + Int($1 - ASCII.zero) } <= 255
    }

    static func isIPv6(_ text: ArraySlice<UInt8>) -> Bool {
        let halves = splitAtDoubleColon(text)
        guard halves.count <= 2 else { return false }
        guard let first = groupCount(halves[0], mayEndInIPv4: halves.count == 1) else { return false }
        if halves.count == 1 { return first == 8 }
        guard let second = groupCount(halves[1], mayEndInIPv4: true) else { return false }
        return first + second <= 7
    }

    private static func splitAtDoubleColon(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var start = text.startIndex
        var index = text.startIndex
        while index + 1 < text.endIndex {
            if text[index] == ASCII.colon, text[index + 1] == ASCII.colon {
                parts.append(text[start..<index])
                start = index + 2
                index += 2
            } else {
                index += 1
            }
        }
        return parts + [text[start...]]
    }

    /// Number of 16-bit groups, an IPv4 address at the end counting as two; nil when one is malformed.
    private static func groupCount(_ text: ArraySlice<UInt8>, mayEndInIPv4: Bool) -> Int? {
        if text.isEmpty { return 0 }
        let parts = text.split(separator: ASCII.colon, omittingEmptySubsequences: false)
        var count = 0
        for (ordinal, part) in parts.enumerated() {
            if (1...4).contains(part.count), part.allSatisfy({ ASCII.hexadecimalValue($0) != nil }) {
                count += 1
            } else if mayEndInIPv4, ordinal == parts.count - 1, isIPv4(part) {
                count += 2
            } else {
                return nil
            }
        }
        return count
    }
}

/// Texts of IP addresses and networks, as strict as Proxmox reads them; one line break at the end is not looked at.
enum AddressText {
    static func isIP(_ text: String) -> Bool { isIPv4(text) || isIPv6(text) }

    static func isIPv4(_ text: String) -> Bool { isIPv4(scalars: PerlText.withoutLastLineBreak(text)) }

    static func isIPv6(_ text: String) -> Bool { isIPv6(scalars: PerlText.withoutLastLineBreak(text)) }

    /// With a prefix of /8 to /32.
    static func isIPv4Network(_ text: String) -> Bool {
        guard let (address, prefix) = network(text) else { return false }
        return prefix > 7 && prefix <= 32 && isIPv4(scalars: address)
    }

    /// With a prefix of /8 to /128.
    static func isIPv6Network(_ text: String) -> Bool {
        guard let (address, prefix) = network(text) else { return false }
        return prefix > 7 && prefix <= 128 && isIPv6(scalars: address)
    }

    /// Ones followed by zeros.
    static func isIPv4Mask(_ text: String) -> Bool {
        guard isIPv4(scalars: text.unicodeScalars[...]) else { return false }
        let bits = text.split(separator: ".").reduce(UInt32(0)) { $0 << 8 | (UInt32($1) ?? 0) }
        return (~bits & (~bits &+ 1)) == 0
    }

    private static func network(_ text: String) -> (address: Substring.UnicodeScalarView, prefix: Double)? {
        let scalars = PerlText.withoutLastLineBreak(text)
        guard let slash = scalars.lastIndex(of: "/") else { return nil }
        let digits = scalars[scalars.index(after: slash)...]
        guard !digits.isEmpty, digits.allSatisfy(PerlText.isDigit) else { return nil }
        return (scalars[..<slash], PerlText.number(String(digits)))
    }

    /// Four numbers of 0 to 255 without leading zeros.
    private static func isIPv4(scalars: Substring.UnicodeScalarView) -> Bool {
        let octets = scalars.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets.allSatisfy(isOctet)
    }

    private static func isOctet(_ digits: Substring.UnicodeScalarView) -> Bool {
        guard (1...3).contains(digits.count), digits.allSatisfy({ $0.isASCII && PerlText.isDigit($0) }),
            digits.count == 1 || digits.first != "0"
        else { return false }
        return Int(String(digits)).map { $0 <= 255 } == true
    }

    /// Eight groups, or fewer with one `::` in place of at least one; the last two may be written as IPv4.
    private static func isIPv6(scalars: Substring.UnicodeScalarView) -> Bool {
        let groups = scalars.split(separator: ":", omittingEmptySubsequences: false)
        guard groups.count >= 3 else { return false }
        let isOpenAtStart = groups[0].isEmpty
        let isOpenAtEnd = groups[groups.count - 1].isEmpty
        if isOpenAtStart && !groups[1].isEmpty || isOpenAtEnd && !groups[groups.count - 2].isEmpty { return false }
        let written = groups.dropFirst(isOpenAtStart ? 1 : 0).dropLast(isOpenAtEnd ? 1 : 0)
        let gaps = written.count { $0.isEmpty }
        guard gaps <= 1 else { return false }
        var count = 0
        for (index, group) in zip(written.indices, written) where !group.isEmpty {
            if isHexadecimalGroup(group) {
                count += 1
            } else if index == groups.count - 1, isIPv4(scalars: group) {
                count += 2
            } else {
                return false
            }
        }
        return gaps == 1 ? count <= 7 : count == 8
    }

    private static func isHexadecimalGroup(_ group: Substring.UnicodeScalarView) -> Bool {
        group.count <= 4 && group.allSatisfy { $0.isASCII && $0.properties.isHexDigit }
    }
}

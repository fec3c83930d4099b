/// Host names of RFC 1123: labels of letters, digits and inner hyphens.
enum HostnameFormat {
    static func allows(_ text: ArraySlice<UInt8>) -> Bool {
        guard (1...253).contains(text.count) else { return false }
        return text.split(separator: ASCII.dot, omittingEmptySubsequences: false).allSatisfy(isLabel)
    }

    private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
        guard (1...63).contains(label.count) else { return false }
        guard label.first != ASCII.minus, label.last != ASCII.minus else { return false }
        guard label.allSatisfy({ ASCII.isLetterOrDigit($0) || $0 == ASCII.minus }) else { return false }
        // Hyphens at places three and four announce an encoding, and "xn" is the only one there is.
        let announcesEncoding = label.dropFirst(2).prefix(2).elementsEqual("--".utf8)
        return !announcesEncoding || label.prefix(2).map { $0 | 0x20 } == Array("xn".utf8) && label.count > 4
    }
}

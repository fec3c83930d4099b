/// Which texts may be names; all of them are ASCII.
enum NameRule {
    /// A realm, and the name of a token: a letter, then at least one of letters, digits, dot, dash, underscore.
    static func isRealm(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, isLetter(first), text.utf8.count >= 2 else { return false }
        return text.utf8.allSatisfy(isWordCharacter)
    }

    /// A group or a role: letters, digits, dot, dash, underscore.
    static func isWord(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy(isWordCharacter)
    }

    /// A pool: up to three words with slashes between them.
    static func isPool(_ text: String) -> Bool {
        let levels = text.split(separator: "/", omittingEmptySubsequences: false)
        return levels.count <= ResourcePool.maximumLevels && levels.allSatisfy(isWord)
    }

    /// A storage: begins with a letter and ends with a letter or digit.
    static func isStorage(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last, text.utf8.count >= 2 else { return false }
        return isLetter(first) && isLetterOrDigit(last) && text.utf8.allSatisfy(isWordCharacter)
    }

    static func isDecimal(_ text: some StringProtocol) -> Bool {
        isDecimal(text.utf8)
    }

    static func isDecimal(_ bytes: some Collection<UInt8>) -> Bool {
        !bytes.isEmpty && bytes.allSatisfy(isDigit)
    }

    static func isWordCharacter(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }

    static func isLetterOrDigit(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}

/// Text as it is shown inside a message: one line, bounded in length, nothing invisible.
enum Quoted {
    /// Longest excerpt in a message; the place says the rest.
    static let maximumScalars = 60

    /// In double quotes, with JSON's escapes.
    static func text(_ text: String) -> String {
        JSONText.string(excerpt(text)).compactText
    }

    /// A name between backquotes, so that it cannot be mistaken for the sentence around it.
    static func name(_ name: String) -> String {
        let escaped = text(name).dropFirst().dropLast()
        return "`\(escaped)`"
    }

    /// Names joined as a sentence does: "`a`, `b` and `c`".
    static func list(_ words: [String], joinedBy conjunction: String) -> String {
        guard let last = words.last else { return "" }
        guard words.count > 1 else { return last }
        return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }

    static func scalar(_ byte: UInt8) -> String {
        "U+00" + hexadecimal(byte).uppercased()
    }

    /// How JSON writes a control character.
    static func escape(of byte: UInt8) -> String {
        switch byte {
        case ASCII.tab: #"\t"#
        case ASCII.lineFeed: #"\n"#
        case ASCII.carriageReturn: #"\r"#
        default: #"\u00"# + hexadecimal(byte)
        }
    }

    static func excerpt(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard scalars.count > maximumScalars else { return text }
        return String(String.UnicodeScalarView(scalars.prefix(maximumScalars))) + "…"
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return byte < 16 ? "0" + digits : digits
    }
}

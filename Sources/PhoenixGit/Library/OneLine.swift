/// Makes foreign text (messages of a server, names from a repository) fit for one line of a log.
enum OneLine {
    /// Long enough for every honest message, short enough not to bury what stands around it.
    static let charactersMaximum = 300

    /// Replaces control characters, hides what could be a password in a URL, and cuts what is too long.
    static func of(_ text: String, charactersMaximum: Int = charactersMaximum) -> String {
        let visible = String(
            String.UnicodeScalarView(
                text.unicodeScalars.prefix(charactersMaximum * 4).map { isControl($0) ? "\u{FFFD}" : $0 }))
        let redacted = withoutUserInformation(visible)
        return redacted.count <= charactersMaximum ? redacted : redacted.prefix(charactersMaximum - 1) + "…"
    }

    /// C0, DEL, C1, line separators, and the marks that change the direction of writing.
    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// Replaces `user:password` in every `scheme://user:password@host`.
    private static func withoutUserInformation(_ text: String) -> String {
        var rest = Substring(text)
        var result = ""
        while let mark = rest.firstRange(of: "://") {
            result += rest[..<mark.upperBound]
            rest = rest[mark.upperBound...]
            let authority = rest.prefix { $0 != "/" && $0 != " " && $0 != "'" && $0 != "\"" }
            if let at = authority.lastIndex(of: "@") {
                result += "•••"
                rest = rest[at...]
            }
        }
        return result + rest
    }
}

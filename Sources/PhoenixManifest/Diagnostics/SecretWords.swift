/// Tells keys whose values must not be shown from all others, by their words.
enum SecretWords {
    private static let words: Set<Substring> = ["password", "passwd", "passphrase", "token", "secret", "apikey"]
    private static let pairs: Set<String> = ["api_key", "private_key", "access_key", "auth_key", "password_hash"]

    /// Whether a key names a secret: `hf_token`, `admin_password`; not `max_num_batched_tokens`.
    static func areIn(_ key: String) -> Bool {
        guard mayBeIn(key) else { return false }
        let parts = key.lowercased().split(whereSeparator: { $0 == "_" || $0 == "-" || $0 == "." })
        if parts.contains(where: words.contains) { return true }
        return zip(parts, parts.dropFirst()).contains { pairs.contains("\($0)_\($1)") }
    }

    /// A quick look that spares most keys the exact one: every word and pair above has one of these syllables.
    private static func mayBeIn(_ key: String) -> Bool {
        let bytes = key.utf8
        var index = bytes.startIndex
        var before: (UInt8, UInt8) = (0, 0)
        while index != bytes.endIndex {
            let letter = bytes[index] | 0x20
            switch (before.0, before.1, letter) {
            case (UInt8(ascii: "p"), UInt8(ascii: "a"), UInt8(ascii: "s")),
                (UInt8(ascii: "t"), UInt8(ascii: "o"), UInt8(ascii: "k")),
                (UInt8(ascii: "s"), UInt8(ascii: "e"), UInt8(ascii: "c")),
                (UInt8(ascii: "k"), UInt8(ascii: "e"), UInt8(ascii: "y")):
                return true
            default: before = (before.1, letter)
            }
            index = bytes.index(after: index)
        }
        return false
    }

    /// What stands in a secret's place.
    static let mask = "•••"

    /// The line without the values of keys that name secrets, so that a report does not spread them.
    static func masked(_ line: String) -> String {
        guard mayBeIn(line) else { return line }
        var result = ""
        var rest = Substring(line)
        var isSecret = false
        while let opening = rest.firstIndex(of: "\"") {
            let between = rest[..<opening]
            // Only blanks, colons and a list's signs may stand between a key and its texts.
            isSecret = isSecret && between.allSatisfy { " \t:[,".contains($0) }
            let text = rest[rest.index(after: opening)...]
            let end = endOfText(text)
            let behind = end < text.endIndex ? text[text.index(after: end)...] : text[end...]
            let isKey = behind.first { $0 != " " && $0 != "\t" } == ":"
            result += between + "\"" + (isSecret && !isKey ? Substring(mask) : text[..<end])
            if end < text.endIndex { result += "\"" }
            // `{"secret": "name"}` holds a secret's name, which is none.
            if isKey { isSecret = text[..<end] != "secret" && areIn(String(text[..<end])) }
            rest = behind
        }
        return result + rest
    }

    /// Where a text's closing quote stands, or its line ends.
    private static func endOfText(_ text: Substring) -> Substring.Index {
        var index = text.startIndex
        while index < text.endIndex, text[index] != "\"" {
            if text[index] == "\\" { index = text.index(after: index) }
            if index < text.endIndex { index = text.index(after: index) }
        }
        return index
    }
}

/// Tells keys whose values must not be shown from all others, by their words.
enum SecretWords {
    private static let words: Set<Substring> = ["password", "passwd", "passphrase", "token", "secret", "apikey"]
    private static let pairs: Set<String> = ["api_key", "private_key", "access_key", "auth_key", "password_hash"]

    /// Whether a key names a secret: `hf_token`, `admin_password`; not `max_num_batched_tokens`.
    static func areIn(_ key: String) -> Bool {
        let parts = key.lowercased().split(whereSeparator: { $0 == "_" || $0 == "-" || $0 == "." })
        if parts.contains(where: words.contains) { return true }
        return zip(parts, parts.dropFirst()).contains { pairs.contains("\($0)_\($1)") }
    }

    /// What stands in a secret's place.
    static let mask = "•••"

    /// The line without the values of keys that name secrets, so that a report does not spread them.
    static func masked(_ line: String) -> String {
        guard line.utf8.contains(UInt8(ascii: ":")) else { return line }
        var result = ""
        var rest = Substring(line)
        while let key = nextKey(in: rest) {
            result += rest[..<key.end]
            rest = rest[key.end...]
            // `{"secret": "name"}` holds a secret's name, which is none.
            guard key.text != "secret", areIn(key.text), let value = leadingText(of: rest) else { continue }
            result += rest[..<value.lowerBound] + mask
            rest = rest[value.upperBound...]
        }
        return result + rest
    }

    /// The next `"key":` of a line; `end` is behind the colon.
    private static func nextKey(in text: Substring) -> (text: String, end: Substring.Index)? {
        var search = text.startIndex
        while let opening = text[search...].firstIndex(of: "\"") {
            let content = text[text.index(after: opening)...]
            guard let closing = content.firstIndex(of: "\"") else { return nil }
            let behind = text[text.index(after: closing)...].drop { $0 == " " || $0 == "\t" }
            if behind.first == ":" { return (String(content[..<closing]), behind.index(after: behind.startIndex)) }
            search = text.index(after: closing)
        }
        return nil
    }

    /// The content of the text in quotes that `rest` begins with; to the line's end if it is not closed.
    private static func leadingText(of rest: Substring) -> Range<Substring.Index>? {
        let value = rest.drop { $0 == " " || $0 == "\t" }
        guard value.first == "\"" else { return nil }
        let content = value.dropFirst()
        var end = content.startIndex
        while end < content.endIndex, content[end] != "\"" {
            if content[end] == "\\", content.index(after: end) < content.endIndex { end = content.index(after: end) }
            end = content.index(after: end)
        }
        return content.startIndex..<end
    }
}

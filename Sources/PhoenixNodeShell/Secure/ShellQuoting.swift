/// Words as a POSIX shell reads them.
enum ShellQuoting {
    /// One word: nothing within single quotes has a meaning, and a single quote stands outside them.
    static func quoted(_ word: String) -> String {
        let escaped = word.utf8.split(separator: UInt8(ascii: "'"), omittingEmptySubsequences: false)
            .joined(separator: Array(#"'\''"#.utf8))
        return "'" + String(decoding: Array(escaped), as: UTF8.self) + "'"
    }

    /// Several words, separated by spaces.
    static func quoted(_ words: [String]) -> String { words.map { quoted($0) }.joined(separator: " ") }
}

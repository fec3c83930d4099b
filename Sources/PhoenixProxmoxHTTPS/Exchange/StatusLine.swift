/// Finds the reason phrase in the first bytes of an answer, which come in any number of pieces.
struct StatusLine: Hashable, Sendable {
    private var bytes: [UInt8] = []
    private var isOver = false

    /// Longer lines are no status lines; pveproxy's carry the first line of a message.
    static let longestBytes = 8 * 1024

    /// Takes more bytes; gives the phrase once, when the line has ended.
    mutating func take(_ more: some Sequence<UInt8>) -> String? {
        guard !isOver else { return nil }
        for byte in more {
            guard byte == UInt8(ascii: "\n") else {
                bytes.append(byte)
                isOver = bytes.count > Self.longestBytes
                if isOver { return nil }
                continue
            }
            isOver = true
            return Self.reason(in: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes[...])
        }
        return nil
    }

    /// What follows the status code: `HTTP/1.1 500 CT 100 already running`.
    private static func reason(in line: ArraySlice<UInt8>) -> String? {
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count == 3, words[0].starts(with: "HTTP/".utf8) else { return nil }
        return String(decoding: words[2], as: UTF8.self)
    }
}

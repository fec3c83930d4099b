/// The head of an answer, which comes in any number of pieces, before the HTTP library reads it.
///
/// pveproxy hands on what pvedaemon said of the connection between the two, `Connection: close`, and puts its own word
/// behind it, `Connection: Keep-Alive`, which is the one that holds (recorded of a real 9.2 at three answers of four). HTTP
/// libraries take the first and make each connection anew.
struct AnswerHead: Hashable, Sendable {
    private var bytes: [UInt8] = []
    private var lineBytes = 0
    private var isOver = false

    /// What may be handed on.
    struct Taken: Hashable, Sendable {
        /// The reason phrase, which the HTTP library loses; nil if this is not where the head ends.
        var reason: String?
        var bytes: [UInt8]
    }

    /// Longer heads are handed on as they are: the HTTP library's own limit is lower.
    static let longestBytes = 128 * 1024

    /// Takes what has come; nil while the head is not whole.
    mutating func take(_ piece: some Sequence<UInt8>) -> Taken? {
        if isOver { return Taken(bytes: Array(piece)) }
        let begin = bytes.count
        bytes.append(contentsOf: piece)
        for place in begin..<bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\n") where lineBytes == 0: return end(at: place + 1)
            case UInt8(ascii: "\n"): lineBytes = 0
            case UInt8(ascii: "\r"): break
            default: lineBytes += 1
            }
        }
        return bytes.count > Self.longestBytes ? Taken(bytes: rest()) : nil
    }

    /// What is held back, for a connection that ends.
    mutating func rest() -> [UInt8] {
        isOver = true
        defer { bytes = [] }
        return bytes
    }

    private mutating func end(at end: Int) -> Taken {
        let all = rest()
        let lines = all[..<end].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var bytes = all
        for line in Self.overruled(lines).reversed() { bytes.removeSubrange(line.startIndex...line.endIndex) }
        return Taken(reason: Self.reason(in: lines[0]), bytes: bytes)
    }

    /// What follows the status code: `HTTP/1.1 500 CT 100 already running`.
    private static func reason(in line: ArraySlice<UInt8>) -> String? {
        let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count == 3, words[0].starts(with: "HTTP/".utf8) else { return nil }
        return String(decoding: words[2], as: UTF8.self)
    }

    /// What pvedaemon said of its connection, where pveproxy's word for this one stands behind it.
    private static func overruled(_ lines: [ArraySlice<UInt8>]) -> [ArraySlice<UInt8>] {
        let name = "Connection: ".utf8
        let words = lines.filter { $0.starts(with: name) }
        guard words.count > 1, let last = words.last, last.dropFirst(name.count).starts(with: "Keep-Alive".utf8),
            lines.contains(where: { $0.starts(with: "Server: pve-api-daemon/".utf8) })
        else { return [] }
        return words.dropLast()
    }
}

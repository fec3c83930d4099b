/// Cuts output that comes in pieces into lines. What is no UTF-8 is repaired, as only people read it.
struct LineCutter: Hashable, Sendable {
    private var rest: [UInt8] = []

    /// Takes the next piece; gives back the lines that it completes.
    mutating func add(_ bytes: [UInt8]) -> [String] {
        rest += bytes
        var lines: [String] = []
        var begin = rest.startIndex
        while let end = rest[begin...].firstIndex(of: UInt8(ascii: "\n")) {
            lines.append(Self.text(rest[begin..<end]))
            begin = end + 1
        }
        rest.removeFirst(begin)
        if rest.count > Self.longestLineBytes { lines.append(contentsOf: finish()) }
        return lines
    }

    /// What stands behind the last line's end, as a line of its own.
    mutating func finish() -> [String] {
        defer { rest = [] }
        return rest.isEmpty ? [] : [Self.text(rest[...])]
    }

    /// Longer lines are progress bars and binary data; they must not be kept until somebody ends them.
    private static let longestLineBytes = 64 * 1024

    private static func text(_ line: ArraySlice<UInt8>) -> String {
        String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }
}

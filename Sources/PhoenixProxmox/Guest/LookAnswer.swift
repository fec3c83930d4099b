import Foundation

/// What the program's verb `look` prints: how a run stands, and a window of its output.
struct LookAnswer: Hashable, Sendable {
    let state: State
    /// How many bytes of output there are so far.
    let size: Int
    /// The output from the offset that was asked for, as far as one look brings it.
    let bytes: [UInt8]

    enum State: Hashable, Sendable {
        /// Another script is at work.
        case waiting
        case running
        case ended(exitCode: Int)
        /// The guest knows no such run, or its runner was killed.
        case vanished
    }

    /// Nil for a text that the program does not print, or one that was cut off.
    init?(_ printed: [UInt8]) {
        let (first, rest) = printed.line
        let words = String(decoding: first, as: UTF8.self).split(separator: " ")
        guard let size = words.last.flatMap({ Int($0) }), let bytes = Data(base64Printed: rest) else { return nil }
        switch (words.first, words.count) {
        case ("waiting", 2): state = .waiting
        case ("running", 2): state = .running
        case ("vanished", 2): state = .vanished
        case ("ended", 3):
            guard let exitCode = Int(words[1]) else { return nil }
            state = .ended(exitCode: exitCode)
        default: return nil
        }
        self.size = size
        self.bytes = Array(bytes)
    }
}

extension Collection<UInt8> {
    /// Its first line, without the line's end, and what follows.
    var line: (first: SubSequence, rest: SubSequence) {
        guard let end = firstIndex(of: UInt8(ascii: "\n")) else { return (self[...], self[endIndex...]) }
        return (self[..<end], self[index(after: end)...])
    }
}

extension Data {
    /// Reads what `base64` prints, in lines of whatever length.
    init?(base64Printed text: some Collection<UInt8>) {
        self.init(base64Encoded: Data(text.filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }))
    }
}

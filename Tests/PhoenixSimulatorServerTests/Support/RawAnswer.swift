/// An answer as it was on the wire.
struct RawAnswer: Equatable {
    let statusLine: String
    /// As sent: `name: value`.
    let headerLines: [String]
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    var names: [String] { headerLines.map { String($0.prefix { $0 != ":" }) } }
    var connection: [String] { values("Connection") }

    func values(_ name: String) -> [String] {
        headerLines.filter { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
    }

    /// Nil while more bytes are needed; `isComplete` says that none will come.
    static func read(_ bytes: [UInt8], isComplete: Bool) -> (RawAnswer, byteCount: Int)? {
        guard let headEnd = endOfHead(bytes) else { return nil }
        let lines = String(decoding: bytes[..<(headEnd - 4)], as: UTF8.self).components(by: "\r\n")
        let head = RawAnswer(statusLine: lines[0], headerLines: Array(lines.dropFirst()), body: [])
        guard let length = head.values("Content-Length").first.flatMap(Int.init) else {
            return isComplete ? (head.with(body: Array(bytes[headEnd...])), bytes.count) : nil
        }
        guard bytes.count >= headEnd + length else { return nil }
        return (head.with(body: Array(bytes[headEnd..<(headEnd + length)])), headEnd + length)
    }

    private func with(body: [UInt8]) -> RawAnswer {
        RawAnswer(statusLine: statusLine, headerLines: headerLines, body: body)
    }

    private static func endOfHead(_ bytes: [UInt8]) -> Int? {
        let mark = Array("\r\n\r\n".utf8)
        guard bytes.count >= mark.count else { return nil }
        return (mark.count...bytes.count).first { bytes[($0 - mark.count)..<$0].elementsEqual(mark) }
    }
}

extension String {
    /// The parts between a separator that may be several bytes long and is compared byte for byte.
    fileprivate func components(by separator: String) -> [String] {
        var parts: [[UInt8]] = [[]]
        var rest = utf8[...]
        let mark = Array(separator.utf8)
        while let byte = rest.first {
            if rest.starts(with: mark) {
                parts.append([])
                rest = rest.dropFirst(mark.count)
            } else {
                parts[parts.count - 1].append(byte)
                rest = rest.dropFirst()
            }
        }
        return parts.map { String(decoding: $0, as: UTF8.self) }
    }
}

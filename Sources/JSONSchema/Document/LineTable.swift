/// Where the lines of a text begin, so that a byte offset can be told as line and column.
///
/// Lines end with LF or CR LF, as editors count them.
struct LineTable: Sendable {
    private var starts: [UInt32] = [0]

    /// Finds the lines of a text.
    init(scanning bytes: [UInt8]) {
        for (offset, byte) in bytes.enumerated() where byte == ASCII.lineFeed {
            starts.append(UInt32(truncatingIfNeeded: offset + 1))
        }
    }

    func position(of offset: Int, in bytes: [UInt8]) -> JSONPosition {
        let line = lineIndex(of: offset)
        let column = bytes[Int(starts[line])..<offset].count { !UTF8Sequence.isContinuation($0) }
        return JSONPosition(line: line + 1, column: column + 1, byteOffset: offset)
    }

    /// The text of a line without its line ending; nil when the document has fewer lines, or the line is longer.
    func text(ofLine number: Int, in bytes: [UInt8], bytesMaximum: Int = .max) -> String? {
        guard number >= 1, number <= starts.count else { return nil }
        let start = Int(starts[number - 1])
        var end = number < starts.count ? Int(starts[number]) - 1 : bytes.count
        if end > start, bytes[end - 1] == ASCII.carriageReturn { end -= 1 }
        guard end - start <= bytesMaximum else { return nil }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    private func lineIndex(of offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(starts[middle]) <= offset { low = middle } else { high = middle }
        }
        return low
    }
}

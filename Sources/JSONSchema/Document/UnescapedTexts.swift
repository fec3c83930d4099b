/// Content of the strings that were written with escapes. There are few, so the index of a document need not have room
/// for where each one's content lies.
struct UnescapedTexts: Sendable {
    private(set) var bytes: [UInt8] = []
    /// Ascending by entry.
    private var texts: [(entry: UInt32, start: UInt32, end: UInt32)] = []

    /// The content of an entry that has some here.
    func range(of entry: Int) -> Range<Int> {
        var (low, high) = (0, texts.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(texts[middle].entry) < entry { low = middle + 1 } else { high = middle }
        }
        return Int(texts[low].start)..<Int(texts[low].end)
    }

    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    mutating func append(contentsOf text: ArraySlice<UInt8>) { bytes.append(contentsOf: text) }

    mutating func append(_ scalar: Unicode.Scalar) { UTF8Sequence.append(scalar, to: &bytes) }

    /// Says that what was appended from `start` on is the content of an entry, the last so far.
    mutating func endText(of entry: Int, from start: Int) {
        texts.append((UInt32(entry), UInt32(start), UInt32(bytes.count)))
    }
}

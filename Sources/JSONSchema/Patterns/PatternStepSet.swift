/// The steps that are possible at one place of the text, each once.
struct PatternStepSet: Sequence {
    private var members: [Int] = []
    private var words: [UInt64]
    /// Steps still to be followed; empty between calls.
    var pending: [Int] = []
    var hasMatch = false

    init(capacity: Int) {
        words = Array(repeating: 0, count: (capacity + 63) / 64)
    }

    var isEmpty: Bool { members.isEmpty }

    mutating func insert(_ step: Int) -> Bool {
        let bit: UInt64 = 1 << UInt64(step & 63)
        guard words[step >> 6] & bit == 0 else { return false }
        words[step >> 6] |= bit
        members.append(step)
        return true
    }

    mutating func removeAll() {
        for step in members { words[step >> 6] = 0 }
        members.removeAll(keepingCapacity: true)
        hasMatch = false
    }

    func makeIterator() -> IndexingIterator<[Int]> { members.makeIterator() }
}

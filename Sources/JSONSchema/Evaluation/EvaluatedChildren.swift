/// The members or items of one value that some subschema has been applied to, by their place among their siblings.
///
/// Only tracked when `unevaluatedProperties` or `unevaluatedItems` will ask.
struct EvaluatedChildren {
    let isTracked: Bool
    private(set) var coversAll = false
    private var words: [UInt64] = []

    init(isTracked: Bool) { self.isTracked = isTracked }

    /// For a value whose parent does not ask.
    static let untracked = EvaluatedChildren(isTracked: false)

    /// A branch that may or may not count in the end.
    var branch: EvaluatedChildren { EvaluatedChildren(isTracked: isTracked) }

    mutating func insert(_ ordinal: Int) {
        guard isTracked, !coversAll else { return }
        let word = ordinal >> 6
        if word >= words.count { words += repeatElement(0, count: word + 1 - words.count) }
        words[word] |= 1 << UInt64(ordinal & 63)
    }

    mutating func insertAll() {
        if isTracked { coversAll = true }
    }

    mutating func formUnion(_ other: EvaluatedChildren) {
        guard isTracked else { return }
        coversAll = coversAll || other.coversAll
        for (index, word) in other.words.enumerated() {
            if index < words.count { words[index] |= word } else { words.append(word) }
        }
    }

    func contains(_ ordinal: Int) -> Bool {
        if coversAll { return true }
        let word = ordinal >> 6
        return word < words.count && words[word] & (1 << UInt64(ordinal & 63)) != 0
    }
}

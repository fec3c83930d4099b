/// Names with their places in a list, found by the key of a document without making a string of it.
///
/// Threads share tables, so what is looked at lies flat in two arrays instead of in an array for each name.
package struct JSONKeyTable: Sendable {
    /// In the order given.
    package let names: [String]
    /// Open addressing: a key stands at its hash or in the next free slot after it.
    private let slots: [Slot]
    /// The names one after another.
    private let texts: [UInt8]

    private struct Slot {
        /// Negative where the slot is free.
        var ordinal: Int32 = -1
        var hash: UInt32 = 0
        /// Where the name stands in `texts`.
        var start: UInt32 = 0
        var count: UInt32 = 0

        var range: Range<Int> { Int(start)..<Int(start + count) }
    }

    /// Takes names that are all different.
    package init(_ names: [String]) {
        self.names = names
        var size = 1
        while size < names.count * 2 { size *= 2 }
        var slots = Array(repeating: Slot(), count: size)
        var texts: [UInt8] = []
        for (ordinal, name) in names.enumerated() {
            let hash = KeyHash.hash(name.utf8)
            var place = Int(hash) & (size - 1)
            while slots[place].ordinal >= 0 { place = (place + 1) & (size - 1) }
            slots[place] = Slot(
                ordinal: Int32(ordinal), hash: hash, start: UInt32(texts.count), count: UInt32(name.utf8.count))
            texts += name.utf8
        }
        (self.slots, self.texts) = (slots, texts)
    }

    /// Which of the names a key is, counted from 0; nil if it is none.
    package func ordinal(of key: JSONKey) -> Int? { ordinal(ofKey: key.index, of: key.document) }

    func ordinal(ofKey entry: Int, of document: JSONDocument) -> Int? {
        let hash = document.tape[entry].countOrHash
        var place = Int(hash) & (slots.count - 1)
        while slots[place].ordinal >= 0 {
            let slot = slots[place]
            if slot.hash == hash, document.contentEquals(entry, texts, slot.range) { return Int(slot.ordinal) }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }
}

/// Where an entry of an object, array or document is found; only good for the document that gave it.
package struct JSONEntryIndex: Sendable, Hashable, Comparable {
    let tapeIndex: UInt32

    init(tapeIndex: UInt32) { self.tapeIndex = tapeIndex }

    init(tapeIndex: Int) { self.tapeIndex = UInt32(tapeIndex) }

    package static func < (left: JSONEntryIndex, right: JSONEntryIndex) -> Bool {
        left.tapeIndex < right.tapeIndex
    }
}

/// Where an entry of an object or array is found; only good for the collection that gave it.
package struct JSONEntryIndex: Sendable, Hashable, Comparable {
    let tapeIndex: Int

    package static func < (left: JSONEntryIndex, right: JSONEntryIndex) -> Bool {
        left.tapeIndex < right.tapeIndex
    }
}

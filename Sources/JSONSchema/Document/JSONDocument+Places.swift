/// Values by their place, for those who keep places: no view has to be made of what is only looked at.
extension JSONDocument {
    /// What the value is; a key is a string.
    package func kind(at place: JSONEntryIndex) -> JSONKind { tape[place.index].kind.ofValue }

    /// Nil when the value is no string.
    package func string(at place: JSONEntryIndex) -> String? {
        kind(at: place) == .string ? text(of: place.index) : nil
    }

    /// Nil when the value is no boolean.
    package func boolean(at place: JSONEntryIndex) -> Bool? {
        let entry = tape[place.index]
        return entry.kind == .boolean ? entry.isPlain : nil
    }

    /// The number if it is whole, however written, and fits; nil otherwise.
    package func integer(at place: JSONEntryIndex) -> Int? {
        guard kind(at: place) == .number else { return nil }
        return smallInteger(of: place.index) ?? self[place].decimal?.integer
    }

    /// The member with this key; nil when there is none or the value is no object.
    package func member(_ key: String, at place: JSONEntryIndex) -> JSONEntryIndex? {
        member(key, ofObject: place.index).map { JSONEntryIndex(tapeIndex: $0) }
    }

    /// Number of members or items; 0 for other values.
    package func count(at place: JSONEntryIndex) -> Int {
        let kind = tape[place.index].kind
        return kind == .object || kind == .array ? entryCount(of: place.index) : 0
    }

    /// Tells of each member of an object with the place of its value, in their order; of none for other values.
    ///
    /// A call for each object: other targets cannot see into a collection, and going through one is a few for each member.
    package func forEachMember(at place: JSONEntryIndex, _ visit: (JSONKey, JSONEntryIndex) -> Void) {
        guard tape[place.index].kind == .object else { return }
        let end = next(after: place.index)
        var key = place.index + 1
        while key < end {
            visit(JSONKey(document: self, index: key), JSONEntryIndex(tapeIndex: key + 1))
            key = next(after: key + 1)
        }
    }

    /// Tells of the place of each item of an array in their order; of none for other values.
    package func forEachItem(at place: JSONEntryIndex, _ visit: (JSONEntryIndex) -> Void) {
        guard tape[place.index].kind == .array else { return }
        let end = next(after: place.index)
        var item = place.index + 1
        while item < end {
            visit(JSONEntryIndex(tapeIndex: item))
            item = next(after: item)
        }
    }
}

extension JSONEntryIndex {
    fileprivate var index: Int { Int(tapeIndex) }
}

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
}

extension JSONEntryIndex {
    fileprivate var index: Int { Int(tapeIndex) }
}

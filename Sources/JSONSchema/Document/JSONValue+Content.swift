extension JSONValue {
    /// Compares contents as JSON Schema does: numbers by value, objects without regard to order.
    package func hasSameContent(as other: JSONValue) -> Bool {
        let (entry, otherEntry) = (entry, other.entry)
        switch (kind, other.kind) {
        case (.null, .null): return true
        case (.boolean, .boolean): return entry.isPlain == otherEntry.isPlain
        case (.number, .number): return decimal == other.decimal
        case (.string, .string):
            return document.content(of: index).elementsEqual(other.document.content(of: other.index))
        case (.array, .array): return hasSameItems(as: other)
        case (.object, .object): return hasSameMembers(as: other)
        default: return false
        }
    }

    private func hasSameItems(as other: JSONValue) -> Bool {
        guard let items = array, let others = other.array, items.count == others.count else { return false }
        return zip(items, others).allSatisfy { $0.hasSameContent(as: $1) }
    }

    private func hasSameMembers(as other: JSONValue) -> Bool {
        guard let members = object, let others = other.object, members.count == others.count else { return false }
        return zip(members.sortedByKey(), others.sortedByKey()).allSatisfy { member, other in
            member.key.contentBytes.elementsEqual(other.key.contentBytes)
                && member.value.hasSameContent(as: other.value)
        }
    }

    /// Feeds a hash with the content, so that values with the same content have the same hash.
    func hashContent(into hasher: inout Hasher) {
        hasher.combine(kind)
        switch kind {
        case .null: break
        case .boolean: hasher.combine(entry.isPlain)
        case .number: hasher.combine(decimal)
        case .string: for byte in document.content(of: index) { hasher.combine(byte) }
        case .array: for item in array.map(Array.init) ?? [] { item.hashContent(into: &hasher) }
        case .object:
            for member in object?.sortedByKey() ?? [] {
                hasher.combine(member.key.contentBytes)
                member.value.hashContent(into: &hasher)
            }
        }
    }
}

extension JSONObject {
    func sortedByKey() -> [JSONMember] {
        sorted { $0.key.contentBytes.lexicographicallyPrecedes($1.key.contentBytes) }
    }
}

extension JSONKey {
    var contentBytes: ArraySlice<UInt8> { document.content(of: index) }
}

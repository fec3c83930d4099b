/// The members of an object: the parameters of a request, the keys of a property string, a part of an answer.
package struct ObjectSchema: Sendable {
    /// By key; `net[n]` stands for net0, net1 and so on.
    package let values: [String: ValueSchema]
    /// What becomes of members that are not described.
    package let others: Others
    /// Keys that cannot be left out, ascending.
    let requiredKeys: [String]
    private let counts: IndexedKeyCounts

    /// Members that the schema does not describe.
    package enum Others: Sendable {
        /// Any are taken; also the meaning of a schema that says nothing about them.
        case allowed
        /// None is.
        case refused
        /// They must satisfy this schema.
        case described(ValueSchema)
    }

    init(values: [String: ValueSchema], others: Others, counts: IndexedKeyCounts) {
        self.values = values
        self.others = others
        self.counts = counts
        requiredKeys = values.filter { key, value in
            value.aliasTarget == nil && !value.isOptional && !key.hasSuffix("[n]")
        }.keys.sorted()
    }

    /// The schema of a key; nil when it is not described, such as the index after the last.
    package subscript(_ key: String) -> ValueSchema? {
        if let value = values[key] { return value }
        guard let indexed = IndexedKey(key), counts.allow(indexed) else { return nil }
        return values[indexed.name + "[n]"]
    }
}

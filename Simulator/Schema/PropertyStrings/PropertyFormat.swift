/// The keys of a property string such as `virtio=…,bridge=vmbr0`: a list of keys with values in one text.
package struct PropertyFormat: Sendable {
    /// The keys with what the schema says of their values; other keys are refused.
    package let keys: ObjectSchema
    /// The key that a value without key is meant for.
    package let defaultKey: String?
    /// The key whose value the default key takes when it is written with the value of another: `model` of `virtio=MAC`.
    let keyAliases: [String: String]
    /// The name by which the format is known; some names bring a check of the whole with them.
    let name: String?

    init(values: [String: ValueSchema], counts: IndexedKeyCounts) {
        keys = ObjectSchema(values: values, others: .refused, counts: counts)
        defaultKey = values.filter { $0.value.isDefaultKey }.keys.min()
        var keyAliases: [String: String] = [:]
        for value in values.values {
            if let key = value.keyAliasTarget { keyAliases[key] = value.aliasTarget }
        }
        self.keyAliases = keyAliases
        name = nil
    }

    private init(_ format: PropertyFormat, name: String) {
        keys = format.keys
        defaultKey = format.defaultKey
        keyAliases = format.keyAliases
        self.name = name
    }

    func named(_ name: String) -> PropertyFormat { PropertyFormat(self, name: name) }
}

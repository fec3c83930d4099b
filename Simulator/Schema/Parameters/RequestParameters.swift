/// The parameters of a request before any check: those of its path joined with those of its query and body.
///
/// Permission templates are filled from these, because Proxmox asks for rights before it looks at values.
package struct RequestParameters: Sendable, Hashable {
    /// By key; of a repeated key one list.
    package let values: [String: ParameterValue]

    /// Joins both sides; a value that contradicts the path is refused, and only the first of them by key.
    package init(
        path: [String: String], given: [String: ParameterValue]
    ) throws(ParameterErrors) {
        var values = path.mapValues(ParameterValue.text)
        for (key, value) in given.sorted(by: { $0.key < $1.key }) {
            if let known = path[key], value.scalarText ?? "" != known || value.isCompound {
                throw ParameterErrors(
                    key: key, text: "duplicate parameter (already defined in URI) with conflicting values!")
            }
            values[key] = value
        }
        self.values = values
    }

    /// The text of a scalar; nil when the key is missing or holds no scalar.
    package subscript(_ key: String) -> String? { values[key]?.scalarText }
}

extension ParameterValue {
    fileprivate var isCompound: Bool {
        switch self {
        case .list, .object: true
        case .text, .number, .boolean, .null: false
        }
    }
}

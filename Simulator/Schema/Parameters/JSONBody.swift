package import JSONSchema

/// Reads parameters from a body of type `application/json`.
package enum JSONBody {
    /// The members of an object; a lone `null` stands for none.
    ///
    /// Stricter than Proxmox in one thing: a key that is given twice is refused, where Proxmox takes the last.
    package static func parameters(_ bytes: [UInt8]) throws(JSONBodyError) -> [String: ParameterValue] {
        let root: JSONValue
        do {
            root = try JSONDocument.parse(bytes).root
        } catch {
            throw JSONBodyError(error, bytes: bytes)
        }
        if root.isNull { return [:] }
        guard case .object(let members) = ParameterValue(root) else { throw .notAnObject }
        return members
    }
}

extension ParameterValue {
    /// Takes a JSON value over, with numbers as Perl writes them.
    package init(_ json: JSONValue) {
        switch json.kind {
        case .null: self = .null
        case .boolean: self = .boolean(json.boolean == true)
        case .number: self = .number(PerlNumberText.text(of: json.sourceText))
        case .string: self = .text(json.string ?? "")
        case .array: self = .list(json.array?.map(ParameterValue.init) ?? [])
        case .object:
            let members = json.object?.map { ($0.key.text, ParameterValue($0.value)) } ?? []
            self = .object(Dictionary(members) { _, last in last })
        }
    }
}

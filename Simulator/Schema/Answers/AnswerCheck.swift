import JSONSchema

/// Compares answers with what the schema says of them, as laxly as Proxmox prints its values.
///
/// Proxmox prints numbers as text when it has used them as text, booleans as 1 and 0 in either form, and null for
/// optional values that are not set. Formats, patterns and limits are not looked at.
enum AnswerCheck {
    static func differences(in answer: JSONValue, from schema: ValueSchema) -> [AnswerDifference] {
        var differences: [AnswerDifference] = []
        compare(answer, schema, at: "", &differences)
        return differences
    }

    private static func compare(
        _ value: JSONValue, _ schema: ValueSchema, at path: String, _ differences: inout [AnswerDifference]
    ) {
        if value.isNull, schema.isOptional { return }
        if let kind = schema.kind, !matches(value, kind) {
            return differences.append(.init(path: path, kind: .wrongType(expected: kind, found: name(of: value))))
        }
        if let items = schema.items, let array = value.array {
            for (index, item) in array.enumerated() { compare(item, items, at: join(path, "\(index)"), &differences) }
        }
        if let members = schema.members, let object = value.object {
            compare(object, members, at: path, &differences)
        }
        if let allowed = schema.enumeration, let text = scalarText(value), !allowed.contains(text) {
            differences.append(.init(path: path, kind: .notListed(text)))
        }
    }

    private static func compare(
        _ object: JSONObject, _ schema: ObjectSchema, at path: String, _ differences: inout [AnswerDifference]
    ) {
        var keys: Set<String> = []
        for member in object {
            let key = member.key.text
            keys.insert(key)
            if let value = schema[key] {
                compare(member.value, value, at: join(path, key), &differences)
                continue
            }
            switch schema.others {
            case .allowed: break
            case .refused: differences.append(.init(path: join(path, key), kind: .unknown))
            case .described(let value): compare(member.value, value, at: join(path, key), &differences)
            }
        }
        for key in schema.requiredKeys where !keys.contains(key) {
            differences.append(.init(path: join(path, key), kind: .missing))
        }
    }

    private static func matches(_ value: JSONValue, _ kind: ValueKind) -> Bool {
        switch kind {
        case .any: true
        case .null: value.isNull
        case .array: value.kind == .array
        case .object: value.kind == .object
        case .string: value.kind == .string || value.kind == .number
        case .boolean: value.kind == .boolean || ["0", "1", ""].contains(scalarText(value))
        case .integer: scalarText(value).map(PerlText.isInteger) == true
        case .number: scalarText(value).map(PerlText.isNumber) == true
        }
    }

    /// The text of a string or number; nil for everything else.
    private static func scalarText(_ value: JSONValue) -> String? {
        value.string ?? (value.kind == .number ? PerlNumberText.text(of: value.sourceText) : nil)
    }

    private static func name(of value: JSONValue) -> String {
        switch value.kind {
        case .null: "null"
        case .boolean: "a boolean"
        case .number: "the number \(value.sourceText)"
        case .string: "the text '\(value.string ?? "")'"
        case .array: "an array"
        case .object: "an object"
        }
    }

    private static func join(_ path: String, _ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}

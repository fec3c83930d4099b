import JSONSchema

/// Reads schemas out of the published JSON, where true is written 1 and numbers are sometimes written as text.
struct SchemaReader {
    let counts: IndexedKeyCounts

    func value(_ json: JSONValue) -> ValueSchema {
        var parts = ValueSchema.Parts()
        for member in json.object.map(Array.init) ?? [] { read(member.key.text, member.value, into: &parts) }
        if let types = json["instance-types"]?.array, let key = json["type-property"]?.string {
            parts.condition = .init(typeKey: key, types: types.compactMap(\.string))
        }
        parts.members = objectIfDescribed(json)
        return ValueSchema(parts)
    }

    /// The parameters of an endpoint; without `properties` it takes none.
    func object(_ json: JSONValue?) -> ObjectSchema {
        ObjectSchema(
            values: values(json?["properties"]), others: others(json?["additionalProperties"]), counts: counts)
    }

    func propertyFormat(_ json: JSONValue) -> PropertyFormat {
        PropertyFormat(values: values(json), counts: counts)
    }

    private func values(_ json: JSONValue?) -> [String: ValueSchema] {
        var values: [String: ValueSchema] = [:]
        for member in json?.object.map(Array.init) ?? [] { values[member.key.text] = value(member.value) }
        return values
    }

    private func objectIfDescribed(_ json: JSONValue) -> ObjectSchema? {
        json["properties"] == nil && !isTrue(json["additionalProperties"]) ? nil : object(json)
    }

    private func others(_ json: JSONValue?) -> ObjectSchema.Others {
        guard let json else { return .allowed }
        if json.object != nil { return .described(value(json)) }
        return isTrue(json) ? .allowed : .refused
    }

    private func read(_ key: String, _ json: JSONValue, into parts: inout ValueSchema.Parts) {
        switch key {
        case "type": parts.kind = json.string.flatMap(ValueKind.init)
        case "optional": parts.isOptional = isTrue(json)
        case "default": parts.defaultText = text(json)
        case "format": parts.format = format(json)
        case "pattern": parts.pattern = json.string.map { PerlPattern($0) }
        case "maxLength": parts.maximumLength = text(json).flatMap { Int($0) }
        case "minLength": parts.minimumLength = text(json).flatMap { Int($0) }
        case "maximum": parts.maximum = limit(json)
        case "minimum": parts.minimum = limit(json)
        case "enum": parts.enumeration = json.array?.compactMap(text)
        case "requires": parts.requiredKey = json.string
        case "alias": parts.aliasTarget = json.string
        case "keyAlias": parts.keyAliasTarget = json.string
        case "default_key": parts.isDefaultKey = isTrue(json)
        case "items": parts.items = value(json)
        default: break
        }
    }

    private func format(_ json: JSONValue) -> FormatReference? {
        json.string.map(FormatReference.named) ?? .inline(propertyFormat(json))
    }

    private func limit(_ json: JSONValue) -> ValueSchema.NumericLimit? {
        guard let text = text(json), let value = Double(text) else { return nil }
        return .init(value: value, text: text)
    }

    private func text(_ json: JSONValue) -> String? {
        json.string ?? (json.kind == .number ? json.sourceText : nil)
    }

    private func isTrue(_ json: JSONValue?) -> Bool {
        guard let json else { return false }
        return json.boolean ?? (json.integer != 0 && json.string != "0" && json.string != "")
    }
}

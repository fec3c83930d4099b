/// Checks values against their schema and collects everything that is wrong.
///
/// For one value the order is type, format, pattern, lengths, limits, enumeration, and the first failure ends it; all
/// values are checked. Proxmox goes through keys in the order of its hashes, here they are taken in ascending order.
struct ParameterCheck {
    let catalog: FormatCatalog
    private(set) var errors = ParameterErrors()

    init(catalog: FormatCatalog) { self.catalog = catalog }

    /// Checks the members of an object; a path is empty for the parameters themselves.
    mutating func check(_ members: [String: ParameterValue], against schema: ObjectSchema, at path: String) {
        for key in Set(members.keys).union(schema.requiredKeys).sorted() {
            guard let value = schema[key] else { continue }
            let type = value.condition.flatMap { members[$0.typeKey]?.scalarText }
            check(members[key], against: value, at: Self.join(path, key), typeOfObject: type)
        }
        for (key, value) in members.sorted(by: { $0.key < $1.key }) {
            checkRelations(of: key, value, in: members, against: schema, at: path)
        }
    }

    private mutating func checkRelations(
        of key: String, _ value: ParameterValue, in members: [String: ParameterValue], against schema: ObjectSchema,
        at path: String
    ) {
        let valuePath = Self.join(path, key)
        guard let described = schema[key] else {
            switch schema.others {
            case .allowed: return
            case .refused: return errors.add(Self.unknown, at: valuePath)
            case .described(let schema): return check(value, against: schema, at: valuePath, typeOfObject: nil)
            }
        }
        guard let required = described.requiredKey, members[required] ?? .null == .null else { return }
        errors.add("missing property required by '\(valuePath)'", at: Self.join(path, required))
    }

    /// Checks one value; nil and null stand for a value that was not given.
    mutating func check(
        _ value: ParameterValue?, against schema: ValueSchema, at path: String, typeOfObject: String?
    ) {
        guard schema.aliasTarget == nil else { return }
        guard let value, value != .null else {
            if !schema.isOptional, schema.kind != .null, schema.applies(to: typeOfObject) {
                errors.add("property is missing and it is not optional", at: path)
            }
            return
        }
        if let failure = TypeCheck.failure(of: value, kind: schema.kind) { return errors.add(failure, at: path) }
        switch value {
        case .list(let items):
            guard let described = schema.items else { return }
            for (index, item) in items.enumerated() {
                check(item, against: described, at: "\(path)[\(index)]", typeOfObject: nil)
            }
        case .object(let members):
            if let described = schema.members { check(members, against: described, at: path) }
        case .text(let text), .number(let text):
            if let failure = failure(of: text, schema, at: path) { errors.add(failure, at: path) }
        case .boolean, .null: break
        }
    }

    private func failure(of text: String, _ schema: ValueSchema, at path: String) -> String? {
        if let format = schema.format, let failure = catalog.failure(of: text, format: format, at: path) {
            return "invalid format - \(failure)"
        }
        if let pattern = schema.pattern, !pattern.matches(text) { return "value does not match the regex pattern" }
        return lengthFailure(of: text, schema) ?? rangeFailure(of: text, schema) ?? enumerationFailure(of: text, schema)
    }

    /// Lengths are counted in Unicode scalars.
    private func lengthFailure(of text: String, _ schema: ValueSchema) -> String? {
        guard schema.maximumLength != nil || schema.minimumLength != nil else { return nil }
        let length = text.unicodeScalars.count
        if let maximum = schema.maximumLength, length > maximum {
            return "value may only be \(maximum) characters long"
        }
        if let minimum = schema.minimumLength, length < minimum {
            return "value must be at least \(minimum) characters long"
        }
        return nil
    }

    private func rangeFailure(of text: String, _ schema: ValueSchema) -> String? {
        guard schema.maximum != nil || schema.minimum != nil, PerlText.isNumber(text) else { return nil }
        let number = PerlText.number(text)
        if let maximum = schema.maximum, number > maximum.value {
            return "value must have a maximum value of \(maximum.text)"
        }
        if let minimum = schema.minimum, number < minimum.value {
            return "value must have a minimum value of \(minimum.text)"
        }
        return nil
    }

    private func enumerationFailure(of text: String, _ schema: ValueSchema) -> String? {
        guard let allowed = schema.enumeration, !allowed.contains(text) else { return nil }
        let list = allowed.joined(separator: ", ")
        return "value '\(text)' does not have a value in the enumeration '\(list)'"
    }

    private static let unknown =
        "property is not defined in schema and the schema does not allow additional properties"

    private static func join(_ path: String, _ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}

extension ValueSchema {
    /// Whether the value belongs to objects of a type; unknown types count as every type.
    fileprivate func applies(to type: String?) -> Bool {
        guard let condition, let type, PerlText.isTrue(type) else { return true }
        return condition.types.contains(type)
    }
}

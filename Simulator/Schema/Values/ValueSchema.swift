/// What Proxmox's schema says of one value: a parameter, a key of a property string, a part of an answer.
package final class ValueSchema: Sendable {
    /// Nil when the schema names no type: then none is checked.
    package let kind: ValueKind?
    /// May be left out.
    package let isOptional: Bool
    /// What Proxmox takes when the value is left out, as text; never filled in by a check.
    package let defaultText: String?
    /// The rule for the text of the value.
    package let format: FormatReference?
    let pattern: PerlPattern?
    let maximumLength: Int?
    let minimumLength: Int?
    let maximum: NumericLimit?
    let minimum: NumericLimit?
    /// The allowed values in the order of the schema, which is their order in messages; nil when all are.
    package let enumeration: [String]?
    /// Another key that must be given too.
    package let requiredKey: String?
    /// In a property string: another name of this key.
    package let aliasTarget: String?
    /// In a property string: the key that takes this key's own name as its value (`virtio=…` for `model=virtio`).
    package let keyAliasTarget: String?
    /// In a property string: a value without key is meant for this key.
    package let isDefaultKey: Bool
    /// Of an array; nil when items are not described.
    package let items: ValueSchema?
    /// Of an object; nil when the schema does not describe its members.
    package let members: ObjectSchema?
    /// The key whose value decides whether this one applies, and the values for which it does.
    let condition: TypeCondition?

    /// Limit of a number, with the text that messages show.
    struct NumericLimit: Sendable, Hashable {
        let value: Double
        let text: String
    }

    /// A key that applies to some types of the object only.
    struct TypeCondition: Sendable, Hashable {
        let typeKey: String
        let types: [String]
    }

    /// Takes the parts that a schema's JSON names.
    init(_ parts: Parts) {
        kind = parts.kind
        isOptional = parts.isOptional
        defaultText = parts.defaultText
        format = parts.format
        pattern = parts.pattern
        maximumLength = parts.maximumLength
        minimumLength = parts.minimumLength
        maximum = parts.maximum
        minimum = parts.minimum
        enumeration = parts.enumeration
        requiredKey = parts.requiredKey
        aliasTarget = parts.aliasTarget
        keyAliasTarget = parts.keyAliasTarget
        isDefaultKey = parts.isDefaultKey
        items = parts.items
        members = parts.members
        condition = parts.condition
    }

    /// What a schema's JSON says, before it becomes a schema.
    struct Parts {
        var kind: ValueKind?
        var isOptional = false
        var defaultText: String?
        var format: FormatReference?
        var pattern: PerlPattern?
        var maximumLength: Int?
        var minimumLength: Int?
        var maximum: NumericLimit?
        var minimum: NumericLimit?
        var enumeration: [String]?
        var requiredKey: String?
        var aliasTarget: String?
        var keyAliasTarget: String?
        var isDefaultKey = false
        var items: ValueSchema?
        var members: ObjectSchema?
        var condition: TypeCondition?
    }
}

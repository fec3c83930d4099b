/// The names that the keyword `type` knows.
package enum SchemaType: String, Sendable, Hashable, CaseIterable {
    case null, boolean, integer, number, string, array, object

    init(_ kind: JSONKind) {
        self =
            switch kind {
            case .null: .null
            case .boolean: .boolean
            case .number: .number
            case .string: .string
            case .array: .array
            case .object: .object
            }
    }

    /// The narrowest type of a value.
    package init(of value: JSONValue) {
        self = value.decimal?.isWhole == true ? .integer : SchemaType(value.kind)
    }

    /// With its article, as a sentence says it.
    var nounPhrase: String {
        switch self {
        case .null: "null"
        case .boolean: "a boolean"
        case .integer: "a whole number"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

/// A compiled schema or subschema.
final class SchemaNode: Sendable {
    /// The schema as written.
    let source: JSONValue
    private let origin: SchemaOrigin
    let resource: Int
    /// The schema `false`: nothing satisfies it.
    let isAlwaysFalse: Bool
    /// Nil when every type is allowed.
    let types: [SchemaType]?
    let typeSet: SchemaTypeSet
    /// It needs to know which children other keywords have looked at.
    let usesEvaluatedChildren: Bool
    let texts: SchemaTexts
    private let number: [any SchemaKeyword]
    private let string: [any SchemaKeyword]
    private let array: [any SchemaKeyword]
    private let object: [any SchemaKeyword]
    private let literal: [any SchemaKeyword]
    let inPlaceSubschemas: [Int]
    /// The keys of `properties`.
    let memberNames: [String]

    init(
        source: JSONValue, origin: SchemaOrigin, resource: Int, types: [SchemaType]?,
        keywords: [any SchemaKeyword], texts: SchemaTexts
    ) {
        self.source = source
        self.origin = origin
        self.resource = resource
        self.types = types
        self.texts = texts
        isAlwaysFalse = source.boolean == false
        typeSet = SchemaTypeSet(types ?? SchemaType.allCases)
        usesEvaluatedChildren = keywords.contains { $0 is UnevaluatedItemsKeyword || $0 is UnevaluatedMembersKeyword }
        inPlaceSubschemas = keywords.flatMap(\.inPlaceSubschemas)
        memberNames = keywords.flatMap { ($0 as? MembersKeyword)?.named.names ?? [] }
        number = keywords.filter { type(of: $0).kinds.contains(.number) }
        string = keywords.filter { type(of: $0).kinds.contains(.string) }
        array = keywords.filter { type(of: $0).kinds.contains(.array) }
        object = keywords.filter { type(of: $0).kinds.contains(.object) }
        literal = keywords.filter { type(of: $0).kinds.contains(.null) }
    }

    /// URI and pointer, as violations name it; worked out when somebody asks.
    var location: String { origin.location(of: source) }

    /// What has to be looked at for a value of this kind; booleans and null are told apart by `type` alone.
    func keywords(for kind: TapeEntry.Kind) -> [any SchemaKeyword] {
        switch kind {
        case .null, .boolean: literal
        case .number: number
        case .string, .key: string
        case .array: array
        case .object: object
        }
    }
}

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
    let keywords: KeywordsByKind
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
        self.keywords = KeywordsByKind(keywords)
    }

    /// URI and pointer, as violations name it; worked out when somebody asks.
    var location: String { origin.location(of: source) }
}

/// A keyword of a compiled schema, or a few that can only be understood together.
protocol SchemaKeyword: Sendable {
    /// Keywords outside the vocabularies of their schema are not looked at.
    static var vocabulary: SchemaVocabulary { get }

    /// The kinds of value that it can refuse or annotate.
    static var kinds: Set<JSONKind> { get }

    /// Nil when the schema does not use it.
    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> Self?

    /// Schemas that it applies to the same value.
    var inPlaceSubschemas: [Int] { get }

    /// Whether the value satisfies the keyword; what is wrong is reported to the evaluation, and children that a
    /// subschema was applied to are noted.
    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool
}

extension SchemaKeyword {
    var inPlaceSubschemas: [Int] { [] }
}

extension Set where Element == JSONKind {
    static var all: Set<JSONKind> { Set(JSONKind.allCases) }
}

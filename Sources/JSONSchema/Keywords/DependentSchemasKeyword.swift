/// `dependentSchemas`: schemas that apply to the object when it has a key.
struct DependentSchemasKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.applicator
    static let kinds: Set<JSONKind> = [.object]

    let schemas: [(key: KeyName, node: Int)]

    var inPlaceSubschemas: [Int] { schemas.map(\.node) }

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> DependentSchemasKeyword? {
        guard let map = try schema.subschemaMap("dependentSchemas", &compiler) else { return nil }
        return DependentSchemasKeyword(schemas: map.map { (KeyName($0.name), $0.node) })
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        var isSatisfied = true
        for (key, node) in schemas where evaluation.document.member(key, ofObject: instance) != nil {
            if !evaluation.apply(node, to: instance, noting: &evaluated) {
                isSatisfied = false
                if !evaluation.isCollecting { return false }
            }
        }
        return isSatisfied
    }
}

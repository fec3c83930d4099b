/// `dependentSchemas`: schemas that apply to the object when it has a key; also those of the older `dependencies`.
struct DependentSchemasKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.applicator
    static let kinds: Set<JSONKind> = [.object]

    let schemas: [(key: KeyName, node: Int)]

    var inPlaceSubschemas: [Int] { schemas.map(\.node) }

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> DependentSchemasKeyword? {
        let map = try schema.subschemaMap("dependentSchemas", &compiler) ?? []
        var schemas = map.map { (key: KeyName($0.name), node: $0.node) }
        for member in schema["dependencies"]?.object.map(Array.init) ?? [] where member.value.array == nil {
            schemas.append((KeyName(member.key.text), try compiler.node(for: member.value)))
        }
        return schemas.isEmpty ? nil : DependentSchemasKeyword(schemas: schemas)
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

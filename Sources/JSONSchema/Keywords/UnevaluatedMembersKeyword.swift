/// `unevaluatedProperties`: a schema for the members that no other keyword has looked at.
struct UnevaluatedMembersKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.unevaluated
    static let kinds: Set<JSONKind> = [.object]

    let schema: Int

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> UnevaluatedMembersKeyword? {
        try schema.subschema("unevaluatedProperties", &compiler).map(UnevaluatedMembersKeyword.init)
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        let (compiled, node) = (evaluation.schema, evaluation.node)
        var isSatisfied = true
        var key = instance + 1
        for ordinal in 0..<evaluation.document.entryCount(of: instance) {
            if !evaluated.contains(ordinal) {
                let isGood = evaluation.apply(
                    schema, toMember: key, of: instance, keyword: "unevaluatedProperties"
                ) { .unknownKey($0, known: compiled.knownKeys(inPlaceFrom: node)) }
                isSatisfied = isSatisfied && isGood
                if !isSatisfied, !evaluation.isCollecting { return false }
            }
            key = evaluation.document.next(after: key + 1)
        }
        evaluated.insertAll()
        return isSatisfied
    }
}

/// `propertyNames`: a schema for every key, as a string.
struct MemberNamesKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.applicator
    static let kinds: Set<JSONKind> = [.object]

    let schema: Int

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> MemberNamesKeyword? {
        try schema.subschema("propertyNames", &compiler).map(MemberNamesKeyword.init)
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        let document = evaluation.document
        var isSatisfied = true
        var key = instance + 1
        for _ in 0..<evaluation.document.entryCount(of: instance) {
            let isForbidden = evaluation.schema.nodes[schema].isAlwaysFalse
            let isGood =
                isForbidden
                ? evaluation.report(
                    .forbiddenKey(document.text(of: key)), keyword: "propertyNames", at: instance, key: key)
                : evaluation.apply(schema, to: key)
            isSatisfied = isSatisfied && isGood
            if !isSatisfied, !evaluation.isCollecting { return false }
            key = evaluation.document.next(after: key + 1)
        }
        return isSatisfied
    }
}

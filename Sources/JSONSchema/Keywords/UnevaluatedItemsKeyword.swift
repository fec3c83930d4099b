/// `unevaluatedItems`: a schema for the items that no other keyword has looked at.
struct UnevaluatedItemsKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.unevaluated
    static let kinds: Set<JSONKind> = [.array]

    let schema: Int

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> UnevaluatedItemsKeyword? {
        try schema.subschema("unevaluatedItems", &compiler).map(UnevaluatedItemsKeyword.init)
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        let isForbidden = evaluation.schema.nodes[schema].isAlwaysFalse
        var isSatisfied = true
        var item = instance + 1
        for ordinal in 0..<evaluation.document.entryCount(of: instance) {
            if !evaluated.contains(ordinal) {
                let isGood =
                    isForbidden
                    ? evaluation.report(.forbiddenItem, keyword: "unevaluatedItems", at: item)
                    : evaluation.apply(schema, to: item)
                isSatisfied = isSatisfied && isGood
                if !isSatisfied, !evaluation.isCollecting { return false }
            }
            item = evaluation.document.next(after: item)
        }
        evaluated.insertAll()
        return isSatisfied
    }
}

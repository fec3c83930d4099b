/// `prefixItems` and `items`: schemas for the first items by place, and one for the rest.
struct ItemsKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.applicator
    static let kinds: Set<JSONKind> = [.array]

    let prefix: [Int]
    let rest: Int?

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> ItemsKeyword? {
        let prefix = try schema.subschemas("prefixItems", &compiler)
        let rest = try schema.subschema("items", &compiler)
        return prefix == nil && rest == nil ? nil : ItemsKeyword(prefix: prefix ?? [], rest: rest)
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        var isSatisfied = true
        var item = instance + 1
        for ordinal in 0..<evaluation.document.entryCount(of: instance) {
            guard let schema = ordinal < prefix.count ? prefix[ordinal] : rest else { break }
            if ordinal >= prefix.count, evaluation.schema.nodes[schema].isAlwaysFalse {
                let count = evaluation.document.entryCount(of: instance)
                isSatisfied = evaluation.report(
                    .tooManyItems(maximum: prefix.count, actual: count), keyword: "items", at: instance)
                evaluated.insertAll()
                break
            }
            evaluated.insert(ordinal)
            if !evaluation.apply(schema, to: item) {
                isSatisfied = false
                if !evaluation.isCollecting { return false }
            }
            item = evaluation.document.next(after: item)
        }
        return isSatisfied
    }
}

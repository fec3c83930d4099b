/// `contains` with `minContains` and `maxContains`: how many items satisfy a schema.
struct ContainsKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.applicator
    static let kinds: Set<JSONKind> = [.array]

    let schema: Int
    let minimum: Int
    let maximum: Int?

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> ContainsKeyword? {
        guard let node = try schema.subschema("contains", &compiler) else { return nil }
        let counts = schema.vocabulary.contains(.validation)
        return ContainsKeyword(
            schema: node,
            minimum: counts ? try schema.count("minContains", compiler) ?? 1 : 1,
            maximum: counts ? try schema.count("maxContains", compiler) : nil)
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        var matching = 0
        var item = instance + 1
        for ordinal in 0..<evaluation.document.entryCount(of: instance) {
            if evaluation.silently({ $0.apply(schema, to: item) }) {
                matching += 1
                evaluated.insert(ordinal)
            }
            item = evaluation.document.next(after: item)
        }
        if matching < minimum {
            return evaluation.report(
                .tooFewMatchingItems(minimum: minimum, actual: matching),
                keyword: minimum == 1 ? "contains" : "minContains", at: instance)
        }
        if let maximum, matching > maximum {
            return evaluation.report(
                .tooManyMatchingItems(maximum: maximum, actual: matching), keyword: "maxContains", at: instance)
        }
        return true
    }
}

/// `minItems` and `maxItems`.
struct ItemCountKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.validation
    static let kinds: Set<JSONKind> = [.array]

    let minimum: Int?
    let maximum: Int?

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> ItemCountKeyword? {
        let minimum = try schema.count("minItems", compiler)
        let maximum = try schema.count("maxItems", compiler)
        return minimum == nil && maximum == nil ? nil : ItemCountKeyword(minimum: minimum, maximum: maximum)
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        let count = evaluation.document.entryCount(of: instance)
        if let minimum, count < minimum {
            return evaluation.report(.tooFewItems(minimum: minimum, actual: count), keyword: "minItems", at: instance)
        }
        if let maximum, count > maximum {
            return evaluation.report(.tooManyItems(maximum: maximum, actual: count), keyword: "maxItems", at: instance)
        }
        return true
    }
}

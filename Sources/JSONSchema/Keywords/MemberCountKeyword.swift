/// `minProperties` and `maxProperties`.
struct MemberCountKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.validation
    static let kinds: Set<JSONKind> = [.object]

    let minimum: Int?
    let maximum: Int?

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> MemberCountKeyword? {
        let minimum = try schema.count("minProperties", compiler)
        let maximum = try schema.count("maxProperties", compiler)
        return minimum == nil && maximum == nil ? nil : MemberCountKeyword(minimum: minimum, maximum: maximum)
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        let count = evaluation.document.entryCount(of: instance)
        if let minimum, count < minimum {
            return evaluation.report(
                .tooFewKeys(minimum: minimum, actual: count), keyword: "minProperties", at: instance)
        }
        if let maximum, count > maximum {
            return evaluation.report(
                .tooManyKeys(maximum: maximum, actual: count), keyword: "maxProperties", at: instance)
        }
        return true
    }
}

/// `oneOf`: exactly one schema of a list applies to the value.
struct OneOfKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.applicator
    static let kinds = Set<JSONKind>.all

    let branches: [Int]

    var inPlaceSubschemas: [Int] { branches }

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> OneOfKeyword? {
        try schema.subschemas("oneOf", &compiler).map(OneOfKeyword.init)
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        let outcome = evaluation.evaluate(branches, at: instance, &evaluated, stopsAfter: 2)
        switch outcome.satisfied.count {
        case 0: return evaluation.reportNoAlternative(outcome.failures, keyword: "oneOf", at: instance)
        case 1: return true
        default:
            return evaluation.report(
                .severalAlternatives(matching: outcome.satisfied), keyword: "oneOf", at: instance)
        }
    }
}

/// `anyOf`: at least one schema of a list applies to the value.
struct AnyOfKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.applicator
    static let kinds = Set<JSONKind>.all

    let branches: [Int]

    var inPlaceSubschemas: [Int] { branches }

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> AnyOfKeyword? {
        try schema.subschemas("anyOf", &compiler).map(AnyOfKeyword.init)
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        let outcome = evaluation.evaluate(branches, at: instance, &evaluated, stopsAfter: 1)
        if !outcome.satisfied.isEmpty { return true }
        return evaluation.reportNoAlternative(outcome.failures, keyword: "anyOf", at: instance)
    }
}

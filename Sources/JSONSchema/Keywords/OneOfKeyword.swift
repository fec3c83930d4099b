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
            let compiled = evaluation.schema
            return evaluation.report(code(outcome.satisfied, compiled), keyword: "oneOf", at: instance)
        }
    }

    /// Branches that only require keys mean that these keys exclude one another.
    private func code(_ satisfied: [Int], _ compiled: CompiledSchema) -> SchemaViolation.Code {
        var keys: [String] = []
        for ordinal in satisfied {
            let branch = compiled.nodes[branches[ordinal]].source.object
            guard let required = branch?["required"]?.array, branch?.count == 1 else {
                return .severalAlternatives(matching: satisfied)
            }
            keys += required.compactMap(\.string).filter { !keys.contains($0) }
        }
        return .forbiddenTogether(keys)
    }
}

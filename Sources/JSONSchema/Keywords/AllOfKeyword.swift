/// `allOf`: every schema of a list applies to the value.
struct AllOfKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.applicator
    static let kinds = Set<JSONKind>.all

    let branches: [Int]

    var inPlaceSubschemas: [Int] { branches }

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> AllOfKeyword? {
        try schema.subschemas("allOf", &compiler).map(AllOfKeyword.init)
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        var isSatisfied = true
        for branch in branches where !evaluation.apply(branch, to: instance, noting: &evaluated) {
            isSatisfied = false
            if !evaluation.isCollecting { return false }
        }
        return isSatisfied
    }
}

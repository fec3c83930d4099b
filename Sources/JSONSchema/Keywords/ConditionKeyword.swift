/// `if`, `then`, `else`: which schema applies depends on whether another one does.
struct ConditionKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.applicator
    static let kinds = Set<JSONKind>.all

    let condition: Int
    let consequence: Int?
    let alternative: Int?

    var inPlaceSubschemas: [Int] { [condition] + [consequence, alternative].compactMap { $0 } }

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> ConditionKeyword? {
        guard let condition = try schema.subschema("if", &compiler) else { return nil }
        return ConditionKeyword(
            condition: condition,
            consequence: try schema.subschema("then", &compiler),
            alternative: try schema.subschema("else", &compiler))
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        var children = evaluated.branch
        let holds = evaluation.silently { $0.apply(condition, to: instance, noting: &children) }
        if holds { evaluated.formUnion(children) }
        guard let branch = holds ? consequence : alternative else { return true }
        return evaluation.apply(branch, to: instance, noting: &evaluated)
    }
}

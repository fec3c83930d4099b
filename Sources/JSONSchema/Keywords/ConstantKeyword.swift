/// `const`: the value is exactly this one.
struct ConstantKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.validation
    static let kinds = Set<JSONKind>.all

    let constant: JSONValue

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> ConstantKeyword? {
        schema["const"].map(ConstantKeyword.init)
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        if constant.hasSameContent(as: evaluation.value(instance)) { return true }
        return evaluation.report(.notConstant(expected: JSONText(constant)), keyword: "const", at: instance)
    }
}

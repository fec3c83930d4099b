/// `$ref`: another schema applies to the same value.
struct ReferenceKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.core
    static let kinds = Set<JSONKind>.all

    let target: Int

    var inPlaceSubschemas: [Int] { [target] }

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> ReferenceKeyword? {
        guard let reference = try schema.string("$ref", compiler) else { return nil }
        return ReferenceKeyword(target: try compiler.resolve(reference, at: schema.value).node)
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        evaluation.apply(target, to: instance, noting: &evaluated)
    }
}

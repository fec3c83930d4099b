/// `$dynamicRef`: like `$ref`, but a resource further out on the way here may put its own schema in place.
struct DynamicReferenceKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.core
    static let kinds = Set<JSONKind>.all

    let target: Int
    /// Nil when the reference does not end at a `$dynamicAnchor`; then it is a plain one.
    let anchor: String?

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> DynamicReferenceKeyword? {
        guard let reference = try schema.string("$dynamicRef", compiler) else { return nil }
        let (node, anchor) = try compiler.resolve(reference, at: schema.value)
        return DynamicReferenceKeyword(target: node, anchor: anchor)
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        let dynamic = anchor.flatMap { evaluation.dynamicTarget(anchor: $0) }
        return evaluation.apply(dynamic ?? target, to: instance, noting: &evaluated)
    }
}

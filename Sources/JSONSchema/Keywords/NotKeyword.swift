/// `not`: a schema does not apply to the value.
struct NotKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.applicator
    static let kinds = Set<JSONKind>.all

    let schema: Int

    var inPlaceSubschemas: [Int] { [schema] }

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> NotKeyword? {
        try schema.subschema("not", &compiler).map(NotKeyword.init)
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        // A schema inside may have unevaluatedProperties of its own, but what it notes does not count outside.
        guard evaluation.silently({ $0.apply(schema, to: instance) }) else {
            return evaluation.limitReached == nil
        }
        let compiled = evaluation.schema
        return evaluation.report(code(compiled), keyword: "not", at: instance)
    }

    /// `{"not": {"required": […]}}` and `{"not": {"const": …}}` have a plain meaning; others only refuse.
    private func code(_ compiled: CompiledSchema) -> SchemaViolation.Code {
        guard let inner = compiled.nodes[schema].source.object, inner.count == 1 else { return .forbidden }
        if let keys = inner["required"]?.array?.compactMap(\.string), !keys.isEmpty {
            return .forbiddenTogether(keys)
        }
        if let constant = inner["const"] { return .forbiddenValues([JSONText(constant)]) }
        if let values = inner["enum"]?.array { return .forbiddenValues(values.map(JSONText.init)) }
        return .forbidden
    }
}

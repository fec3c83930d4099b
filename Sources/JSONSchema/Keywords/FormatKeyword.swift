/// `format`: refuses a text only when the options or the metaschema ask for it; unknown formats describe only.
struct FormatKeyword: SchemaKeyword {
    static let vocabulary: SchemaVocabulary = [.formatAnnotation, .formatAssertion]
    static let kinds: Set<JSONKind> = [.string]

    let format: StringFormat

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> FormatKeyword? {
        let asserts = compiler.options.assertsFormats || schema.vocabulary.contains(.formatAssertion)
        guard let name = try schema.string("format", compiler), asserts else { return nil }
        return StringFormat(rawValue: name).map(FormatKeyword.init)
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        if format.allows(evaluation.document.content(of: instance)) { return true }
        return evaluation.report(.formatMismatch(format), keyword: "format", at: instance)
    }
}

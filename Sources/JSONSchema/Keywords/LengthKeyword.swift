/// `minLength` and `maxLength`, in Unicode scalars.
struct LengthKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.validation
    static let kinds: Set<JSONKind> = [.string]

    let minimum: Int?
    let maximum: Int?

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> LengthKeyword? {
        let minimum = try schema.count("minLength", compiler)
        let maximum = try schema.count("maxLength", compiler)
        return minimum == nil && maximum == nil ? nil : LengthKeyword(minimum: minimum, maximum: maximum)
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        let length = evaluation.document.content(of: instance).count { !UTF8Sequence.isContinuation($0) }
        if let minimum, length < minimum {
            return evaluation.report(.tooShort(minimum: minimum, actual: length), keyword: "minLength", at: instance)
        }
        if let maximum, length > maximum {
            return evaluation.report(.tooLong(maximum: maximum, actual: length), keyword: "maxLength", at: instance)
        }
        return true
    }
}

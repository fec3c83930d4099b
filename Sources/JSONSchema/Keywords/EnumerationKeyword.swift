/// `enum`: the value is one of a list.
struct EnumerationKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.validation
    static let kinds = Set<JSONKind>.all

    let allowed: [JSONValue]

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> EnumerationKeyword? {
        guard let value = schema["enum"] else { return nil }
        guard let array = value.array else {
            throw compiler.malformed("enum", expected: "an array", at: value)
        }
        return EnumerationKeyword(allowed: Array(array))
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        let value = evaluation.value(instance)
        if allowed.contains(where: { $0.hasSameContent(as: value) }) { return true }
        return evaluation.report(
            .notInEnumeration(allowed: allowed.map(JSONText.init)), keyword: "enum", at: instance)
    }
}

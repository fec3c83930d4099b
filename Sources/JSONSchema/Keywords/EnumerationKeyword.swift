/// `enum`: the value is one of a list.
struct EnumerationKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.validation
    static let kinds = Set<JSONKind>.all

    let allowed: [JSONValue]
    /// The texts among them, which most values are compared with.
    let texts: [KeyName]

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> EnumerationKeyword? {
        guard let value = schema["enum"] else { return nil }
        guard let array = value.array else {
            throw compiler.malformed("enum", expected: "an array", at: value)
        }
        return EnumerationKeyword(allowed: Array(array), texts: array.compactMap(\.string).map(KeyName.init))
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        if evaluation.document.tape[instance].kind == .string {
            if texts.contains(where: { evaluation.document.contentEquals(instance, $0.bytes) }) { return true }
        }
        let value = evaluation.value(instance)
        if allowed.contains(where: { $0.hasSameContent(as: value) }) { return true }
        return evaluation.report(
            .notInEnumeration(allowed: allowed.map(JSONText.init)), keyword: "enum", at: instance)
    }
}

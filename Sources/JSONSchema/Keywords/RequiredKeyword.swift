/// `required`: keys that must be there.
struct RequiredKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.validation
    static let kinds: Set<JSONKind> = [.object]

    let keys: [KeyName]

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> RequiredKeyword? {
        guard let value = schema["required"] else { return nil }
        return RequiredKeyword(keys: try KeyName.list(value, keyword: "required", compiler))
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        let document = evaluation.document
        if keys.allSatisfy({ document.member($0, ofObject: instance) != nil }) { return true }
        let missing = keys.filter { document.member($0, ofObject: instance) == nil }
        return evaluation.report(.missingKeys(missing.map(\.text)), keyword: "required", at: instance)
    }
}

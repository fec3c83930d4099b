/// `dependentRequired`: keys that must be there when another is.
struct DependentRequiredKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.validation
    static let kinds: Set<JSONKind> = [.object]

    let dependencies: [(key: KeyName, required: [KeyName])]

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> DependentRequiredKeyword? {
        guard let value = schema["dependentRequired"] else { return nil }
        guard let object = value.object else {
            throw compiler.malformed("dependentRequired", expected: "an object of arrays of strings", at: value)
        }
        var dependencies: [(key: KeyName, required: [KeyName])] = []
        for member in object {
            let required = try KeyName.list(member.value, keyword: "dependentRequired", compiler)
            dependencies.append((KeyName(member.key.text), required))
        }
        return DependentRequiredKeyword(dependencies: dependencies)
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        let document = evaluation.document
        var isSatisfied = true
        for (key, required) in dependencies {
            guard let member = document.member(key, ofObject: instance) else { continue }
            let missing = required.filter { document.member($0, ofObject: instance) == nil }
            guard !missing.isEmpty else { continue }
            isSatisfied = evaluation.report(
                .missingDependentKeys(missing.map(\.text), requiredBy: key.text),
                keyword: "dependentRequired", at: instance, key: member - 1)
        }
        return isSatisfied
    }
}

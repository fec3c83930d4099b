/// `dependentRequired`: keys that must be there when another is; also the arrays of the older `dependencies`.
struct DependentRequiredKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.validation
    static let kinds: Set<JSONKind> = [.object]

    let dependencies: [(key: KeyName, required: [KeyName])]

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> DependentRequiredKeyword? {
        var dependencies: [(key: KeyName, required: [KeyName])] = []
        if let value = schema["dependentRequired"] {
            guard let object = value.object else {
                throw compiler.malformed("dependentRequired", expected: "an object of arrays of strings", at: value)
            }
            for member in object {
                let required = try KeyName.list(member.value, keyword: "dependentRequired", compiler)
                dependencies.append((KeyName(member.key.text), required))
            }
        }
        for member in schema["dependencies"]?.object.map(Array.init) ?? [] where member.value.array != nil {
            let required = try KeyName.list(member.value, keyword: "dependencies", compiler)
            dependencies.append((KeyName(member.key.text), required))
        }
        return dependencies.isEmpty ? nil : DependentRequiredKeyword(dependencies: dependencies)
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

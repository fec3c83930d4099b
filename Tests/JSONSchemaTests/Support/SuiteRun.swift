@testable import JSONSchema

/// The outcome of one file of the official suite.
struct SuiteRun {
    private(set) var passed = 0
    /// "group / test: why", one a failure.
    private(set) var failures: [String] = []

    init(_ document: JSONDocument, registry: SchemaRegistry, options: SchemaOptions) {
        for group in document.root.array ?? JSONArray(document: document, index: 0) {
            run(group, registry: registry, options: options)
        }
    }

    private mutating func run(_ group: JSONValue, registry: SchemaRegistry, options: SchemaOptions) {
        let groupName = group["description"]?.string ?? "?"
        guard let schema = group["schema"], let tests = group["tests"]?.array else {
            failures.append("\(groupName): malformed group")
            return
        }
        let compiled: Result<CompiledSchema, SchemaCompilationError> = Result {
            () throws(SchemaCompilationError) in
            try CompiledSchema.compile(schema, at: "", registry: registry, options: options)
        }
        for test in tests {
            let name = "\(groupName) / \(test["description"]?.string ?? "?")"
            switch compiled {
            case .failure(let error): failures.append("\(name): \(error.message)")
            case .success(let compiled): check(test, name: name, against: compiled)
            }
        }
    }

    private mutating func check(_ test: JSONValue, name: String, against schema: CompiledSchema) {
        guard let data = test["data"], let isValid = test["valid"]?.boolean else {
            failures.append("\(name): malformed test")
            return
        }
        let violations = schema.violations(in: data)
        if schema.accepts(data) != violations.isEmpty {
            failures.append("\(name): the quick answer and the list of violations disagree")
        } else if violations.isEmpty != isValid {
            failures.append("\(name): expected \(isValid ? "valid" : "invalid")")
        } else {
            passed += 1
        }
    }
}

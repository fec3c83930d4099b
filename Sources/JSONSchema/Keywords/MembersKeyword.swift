/// `properties`, `patternProperties` and `additionalProperties`: which schema each member must satisfy.
struct MembersKeyword: SchemaKeyword {
    static let vocabulary = SchemaVocabulary.applicator
    static let kinds: Set<JSONKind> = [.object]

    /// The names of `properties`, and the schema of each.
    let named: JSONKeyTable
    let namedNodes: [Int]
    let patterns: [(pattern: Pattern, node: Int)]
    let additional: Int?

    static func compile(
        _ schema: SchemaObject, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> MembersKeyword? {
        let named = try schema.subschemaMap("properties", &compiler)
        let byPattern = try schema.subschemaMap("patternProperties", &compiler)
        let additional = try schema.subschema("additionalProperties", &compiler)
        guard named != nil || byPattern != nil || additional != nil else { return nil }
        var patterns: [(pattern: Pattern, node: Int)] = []
        for (source, node) in byPattern ?? [] {
            let place = schema["patternProperties"]?[source] ?? schema.value
            patterns.append((try compiler.pattern(source, at: place), node))
        }
        return MembersKeyword(
            named: JSONKeyTable(named?.map(\.name) ?? []), namedNodes: named?.map(\.node) ?? [], patterns: patterns,
            additional: additional)
    }

    func evaluate(_ instance: Int, _ evaluated: inout EvaluatedChildren, _ evaluation: inout Evaluation) -> Bool {
        var isSatisfied = true
        var key = instance + 1
        for ordinal in 0..<evaluation.document.entryCount(of: instance) {
            let (isMatched, isGood) = evaluateMember(key, of: instance, &evaluation)
            if isMatched { evaluated.insert(ordinal) }
            if !isGood {
                isSatisfied = false
                if !evaluation.isCollecting { return false }
            }
            key = evaluation.document.next(after: key + 1)
        }
        return isSatisfied
    }

    private func evaluateMember(
        _ key: Int, of instance: Int, _ evaluation: inout Evaluation
    ) -> (isMatched: Bool, isSatisfied: Bool) {
        var isMatched = false
        var isSatisfied = true
        if let ordinal = named.ordinal(ofKey: key, of: evaluation.document) {
            isMatched = true
            isSatisfied = evaluation.apply(namedNodes[ordinal], toMember: key, of: instance, keyword: "properties") {
                .forbiddenKey($0)
            }
        }
        for (pattern, node) in patterns where evaluation.matches(pattern, textOf: key) {
            isMatched = true
            let isGood = evaluation.apply(node, toMember: key, of: instance, keyword: "patternProperties") {
                .forbiddenKey($0)
            }
            isSatisfied = isSatisfied && isGood
        }
        if !isMatched, let additional {
            isMatched = true
            isSatisfied = evaluation.apply(additional, toMember: key, of: instance, keyword: "additionalProperties") {
                .unknownKey($0, known: named.names)
            }
        }
        return (isMatched, isSatisfied)
    }
}

extension Evaluation {
    /// Applies a schema to a member's value; the schema `false` is told as a mistake of the key.
    mutating func apply(
        _ node: Int, toMember key: Int, of instance: Int, keyword: String,
        orReport code: (String) -> SchemaViolation.Code
    ) -> Bool {
        guard schema.nodes[node].isAlwaysFalse else { return apply(node, to: key + 1) }
        let document = document
        return report(code(document.text(of: key)), keyword: keyword, at: instance, key: key)
    }
}

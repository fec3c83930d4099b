/// A schema that is being compiled, with its keywords read by shape.
struct SchemaObject {
    let value: JSONValue
    let object: JSONObject
    let vocabulary: SchemaVocabulary

    subscript(_ keyword: String) -> JSONValue? { object[keyword] }

    /// A whole number that is not negative, however written.
    func count(
        _ keyword: String, _ compiler: SchemaCompiler
    ) throws(SchemaCompilationError) -> Int? {
        guard let value = self[keyword] else { return nil }
        guard let decimal = value.decimal, decimal.isWhole, !decimal.isNegative else {
            throw compiler.malformed(keyword, expected: "a whole number, at least 0", at: value)
        }
        // A count beyond every document is as good as the largest one.
        return decimal.integer ?? Int.max
    }

    func decimal(
        _ keyword: String, _ compiler: SchemaCompiler
    ) throws(SchemaCompilationError) -> JSONDecimal? {
        guard let value = self[keyword] else { return nil }
        guard let decimal = value.decimal else {
            throw compiler.malformed(keyword, expected: "a number", at: value)
        }
        return decimal
    }

    func string(
        _ keyword: String, _ compiler: SchemaCompiler
    ) throws(SchemaCompilationError) -> String? {
        guard let value = self[keyword] else { return nil }
        guard let string = value.string else {
            throw compiler.malformed(keyword, expected: "a string", at: value)
        }
        return string
    }

    func boolean(
        _ keyword: String, _ compiler: SchemaCompiler
    ) throws(SchemaCompilationError) -> Bool? {
        guard let value = self[keyword] else { return nil }
        guard let boolean = value.boolean else {
            throw compiler.malformed(keyword, expected: "true or false", at: value)
        }
        return boolean
    }

    func subschema(
        _ keyword: String, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> Int? {
        guard let value = self[keyword] else { return nil }
        return try compiler.node(for: value)
    }

    func subschemas(
        _ keyword: String, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> [Int]? {
        guard let value = self[keyword] else { return nil }
        guard let array = value.array, !array.isEmpty else {
            throw compiler.malformed(keyword, expected: "an array of at least one schema", at: value)
        }
        var nodes: [Int] = []
        for item in array { nodes.append(try compiler.node(for: item)) }
        return nodes
    }

    /// Name and schema of each member, in their order.
    func subschemaMap(
        _ keyword: String, _ compiler: inout SchemaCompiler
    ) throws(SchemaCompilationError) -> [(name: String, node: Int)]? {
        guard let value = self[keyword] else { return nil }
        guard let object = value.object else {
            throw compiler.malformed(keyword, expected: "an object of schemas", at: value)
        }
        var nodes: [(name: String, node: Int)] = []
        for member in object { nodes.append((member.key.text, try compiler.node(for: member.value))) }
        return nodes
    }
}

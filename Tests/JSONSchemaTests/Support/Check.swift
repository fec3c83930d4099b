import JSONSchema

/// Checks a text against a schema and prints each violation as "line:column pointer message. Remedy".
func check(
    _ text: String, against schema: String, options: SchemaOptions = SchemaOptions(assertsFormats: true)
) throws -> [String] {
    let compiled = try CompiledSchema.compile(text: schema, options: options)
    return try compiled.violations(in: JSONDocument.parse(text: text).root).map(\.shown)
}

/// The violations themselves.
func violations(_ text: String, against schema: String) throws -> [SchemaViolation] {
    try CompiledSchema.compile(text: schema).violations(in: JSONDocument.parse(text: text).root)
}

extension SchemaViolation {
    var shown: String {
        let place = "\(position.line):\(position.column) \(pointer)"
        return remedy.map { "\(place) \(message). \($0)" } ?? "\(place) \(message)"
    }
}

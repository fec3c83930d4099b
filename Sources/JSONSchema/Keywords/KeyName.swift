/// A key that a schema names, ready for quick comparison with the keys of documents.
struct KeyName: Sendable {
    let text: String
    let bytes: [UInt8]
    let hash: UInt32

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
        hash = KeyHash.hash(bytes)
    }

    static func list(
        _ value: JSONValue, keyword: String, _ compiler: SchemaCompiler
    ) throws(SchemaCompilationError) -> [KeyName] {
        let names = value.array?.compactMap(\.string)
        guard let names, names.count == value.array?.count else {
            throw compiler.malformed(keyword, expected: "an array of strings", at: value)
        }
        return names.map(KeyName.init)
    }
}

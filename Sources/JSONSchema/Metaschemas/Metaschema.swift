/// The schemas that describe schemas, as published for draft 2020-12.
enum Metaschema {
    static let uri = "https://json-schema.org/draft/2020-12/schema"

    private static let texts: [String: String] = [
        uri: schema,
        "https://json-schema.org/draft/2020-12/meta/core": core,
        "https://json-schema.org/draft/2020-12/meta/applicator": applicator,
        "https://json-schema.org/draft/2020-12/meta/unevaluated": unevaluated,
        "https://json-schema.org/draft/2020-12/meta/validation": validation,
        "https://json-schema.org/draft/2020-12/meta/meta-data": metaData,
        "https://json-schema.org/draft/2020-12/meta/format-annotation": formatAnnotation,
        "https://json-schema.org/draft/2020-12/meta/format-assertion": formatAssertion,
        "https://json-schema.org/draft/2020-12/meta/content": content,
    ]

    /// Read once for the whole program.
    private static let documents: [String: Result<JSONDocument, JSONSyntaxError>] = texts.mapValues { text in
        Result { () throws(JSONSyntaxError) in try JSONDocument.parse(text: text) }
    }

    /// The embedded document with this URI; nil when there is none.
    static func document(at uri: String) throws(JSONSyntaxError) -> JSONDocument? {
        try documents[uri]?.get()
    }

    /// Compiled once for the whole program; it is not checked against itself here.
    static let compiled: Result<CompiledSchema, SchemaCompilationError> = Result {
        () throws(SchemaCompilationError) in
        let reference: JSONText = ["$ref": .string(uri)]
        return try CompiledSchema.compile(text: reference.compactText, options: SchemaOptions(checksMetaschema: false))
    }
}

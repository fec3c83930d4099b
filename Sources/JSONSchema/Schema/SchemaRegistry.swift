/// The schemas that references may lead to, by the URI from which they would be fetched; nothing is ever fetched.
///
/// The metaschemas of draft 2020-12 are always there.
package struct SchemaRegistry: Sendable {
    private var schemas: [URIReference: JSONValue] = [:]

    /// Knows the metaschemas only.
    package init() {}

    /// Makes a schema known under a URI; a `$id` inside it is found as soon as the schema is used.
    package mutating func add(_ schema: JSONValue, at uri: String) {
        schemas[URIReference(uri).withoutFragment] = schema
    }

    func schema(at uri: URIReference) throws(JSONSyntaxError) -> JSONValue? {
        if let schema = schemas[uri] { return schema }
        return try Metaschema.document(at: uri.description)?.root
    }
}

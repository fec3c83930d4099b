/// The resource that a schema stands in, as far as it is needed to name the schema's place.
struct SchemaOrigin: Sendable {
    let uri: URIReference
    /// Where the resource begins in its document.
    let rootIndex: Int

    /// URI of the resource, and the pointer inside it as fragment.
    func location(of schema: JSONValue) -> String {
        "\(uri.description)#".appending(pathTokens: schema.pathTokens(from: rootIndex))
    }
}

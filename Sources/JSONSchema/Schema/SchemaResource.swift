/// A schema with a URI of its own, inside a document or as all of it.
struct SchemaResource: Sendable {
    let uri: URIReference
    let root: JSONValue
    let vocabulary: SchemaVocabulary
    var anchors: [String: JSONValue] = [:]
    var dynamicAnchors: [String: JSONValue] = [:]
}

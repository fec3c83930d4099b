/// One place of one document, as a key of dictionaries.
struct SchemaPlace: Hashable {
    private let document: ObjectIdentifier
    private let index: Int

    init(_ value: JSONValue) {
        document = ObjectIdentifier(value.document)
        index = value.index
    }
}

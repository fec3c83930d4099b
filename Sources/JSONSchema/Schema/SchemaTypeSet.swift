/// Some of the seven types.
struct SchemaTypeSet: OptionSet, Sendable {
    let rawValue: UInt8

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ types: some Sequence<SchemaType>) {
        self = types.reduce(into: []) { $0.formUnion(SchemaTypeSet($1)) }
    }

    init(_ type: SchemaType) {
        rawValue =
            switch type {
            case .null: 1
            case .boolean: 2
            case .integer: 4
            case .number: 8
            case .string: 16
            case .array: 32
            case .object: 64
            }
    }

    func contains(entry index: Int, of document: JSONDocument) -> Bool {
        switch document.tape[index].kind {
        case .null: contains(Self(.null))
        case .boolean: contains(Self(.boolean))
        case .string, .key: contains(Self(.string))
        case .array: contains(Self(.array))
        case .object: contains(Self(.object))
        case .number: contains(Self(.number)) || contains(Self(.integer)) && Self.isWhole(index, of: document)
        }
    }

    private static func isWhole(_ index: Int, of document: JSONDocument) -> Bool {
        document.tape[index].isPlain || JSONValue(document: document, index: index).decimal?.isWhole == true
    }
}

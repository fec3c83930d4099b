/// The items of an array, one after the other.
struct ListedValues: UnkeyedDecodingContainer {
    let array: JSONArray
    private var next: JSONEntryIndex
    private(set) var currentIndex = 0

    init(array: JSONArray) {
        self.array = array
        next = array.startIndex
    }

    private var value: JSONValue { JSONValue(document: array.document, index: array.index) }
    var codingPath: [any CodingKey] { JSONValueDecoder(value: value).codingPath }
    var count: Int? { array.count }
    var isAtEnd: Bool { next == array.endIndex }

    private func current() throws -> JSONValue {
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                Any.self,
                DecodingError.Context(codingPath: codingPath, debugDescription: "there are only \(array.count) items"))
        }
        return array[next]
    }

    /// Gives the next item read, and steps over it only if it fits.
    private mutating func step<Read>(_ read: (JSONValue) throws -> Read) throws -> Read {
        let read = try read(try current())
        next = array.index(after: next)
        currentIndex += 1
        return read
    }

    mutating func decodeNil() throws -> Bool {
        guard try current().isNull else { return false }
        return try step { $0.isNull }
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool { try step { try $0.boolValue() } }
    mutating func decode(_ type: String.Type) throws -> String { try step { try $0.stringValue() } }
    mutating func decode(_ type: Double.Type) throws -> Double { try step { try $0.doubleValue() } }
    mutating func decode(_ type: Float.Type) throws -> Float { Float(try step { try $0.doubleValue() }) }
    mutating func decode(_ type: Int.Type) throws -> Int { try step { try $0.integerValue(type) } }
    mutating func decode(_ type: Int8.Type) throws -> Int8 { try step { try $0.integerValue(type) } }
    mutating func decode(_ type: Int16.Type) throws -> Int16 { try step { try $0.integerValue(type) } }
    mutating func decode(_ type: Int32.Type) throws -> Int32 { try step { try $0.integerValue(type) } }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try step { try $0.integerValue(type) } }
    mutating func decode(_ type: UInt.Type) throws -> UInt { try step { try $0.integerValue(type) } }
    mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try step { try $0.integerValue(type) } }
    mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try step { try $0.integerValue(type) } }
    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try step { try $0.integerValue(type) } }
    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try step { try $0.integerValue(type) } }
    mutating func decode<Decoded: Decodable>(_ type: Decoded.Type) throws -> Decoded { try step { try $0.decoded() } }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        try step { try JSONValueDecoder(value: $0).container(keyedBy: type) }
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try step { try JSONValueDecoder(value: $0).unkeyedContainer() }
    }

    mutating func superDecoder() throws -> any Decoder { try step { JSONValueDecoder(value: $0) } }
}

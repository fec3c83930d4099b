/// The members of an object, by their keys.
struct KeyedValues<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let object: JSONObject

    private var value: JSONValue { JSONValue(document: object.document, index: object.index) }
    var codingPath: [any CodingKey] { JSONValueDecoder(value: value).codingPath }
    var allKeys: [Key] { object.compactMap { Key(stringValue: $0.key.text) } }

    func contains(_ key: Key) -> Bool { object[key.stringValue] != nil }

    private func member(_ key: Key) throws -> JSONValue {
        guard let member = object[key.stringValue] else {
            throw DecodingError.keyNotFound(
                key, DecodingError.Context(codingPath: codingPath, debugDescription: "'\(key.stringValue)' is missing"))
        }
        return member
    }

    private func present(_ key: Key) -> JSONValue? { object[key.stringValue].flatMap { $0.isNull ? nil : $0 } }

    func decodeNil(forKey key: Key) throws -> Bool { try member(key).isNull }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try member(key).boolValue() }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try member(key).stringValue() }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try member(key).doubleValue() }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { Float(try member(key).doubleValue()) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try member(key).integerValue(type) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try member(key).integerValue(type) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try member(key).integerValue(type) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try member(key).integerValue(type) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try member(key).integerValue(type) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try member(key).integerValue(type) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try member(key).integerValue(type) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try member(key).integerValue(type) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try member(key).integerValue(type) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try member(key).integerValue(type) }

    func decode<Decoded: Decodable>(_ type: Decoded.Type, forKey key: Key) throws -> Decoded {
        try member(key).decoded()
    }

    // What may be missing is looked up once, and not as the standard library does it, which is three times.
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try present(key)?.stringValue() }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try present(key)?.integerValue(type) }
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try present(key)?.boolValue() }
    func decodeIfPresent<Decoded: Decodable>(_ type: Decoded.Type, forKey key: Key) throws -> Decoded? {
        try present(key)?.decoded()
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try JSONValueDecoder(value: member(key)).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try JSONValueDecoder(value: member(key)).unkeyedContainer()
    }

    func superDecoder() -> any Decoder { JSONValueDecoder(value: value) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try JSONValueDecoder(value: member(key)) }
}

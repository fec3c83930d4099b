/// Makes Swift values of a document's values.
///
/// Foundation's decoder does the same, and asks the runtime of each value whether its type is one of a dozen special ones: for
/// programs that run for the twentieth of a second that is much of their time.
struct JSONValueDecoder: Decoder {
    let value: JSONValue

    var codingPath: [any CodingKey] { value.pathTokens(from: 0).map(JSONCodingKey.init) }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let object = value.object else { throw value.mismatch("an object") }
        return KeyedDecodingContainer(KeyedValues(object: object))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard let array = value.array else { throw value.mismatch("an array") }
        return ListedValues(array: array)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { SingleValue(value: value) }
}

extension JSONValue {
    /// The value as what `type` reads; throws `DecodingError` with the path to what does not fit.
    ///
    /// A whole number is read as an integer however it is written; numbers that a type cannot hold do not fit.
    package func decoded<Decoded: Decodable>(as type: Decoded.Type = Decoded.self) throws -> Decoded {
        try Decoded(from: JSONValueDecoder(value: self))
    }
}

/// A step of the path that errors name.
struct JSONCodingKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(_ token: JSONPathToken) {
        switch token {
        case .key(let key): (stringValue, intValue) = (key, nil)
        case .item(let ordinal): (stringValue, intValue) = ("\(ordinal)", ordinal)
        }
    }

    init(stringValue: String) { (self.stringValue, intValue) = (stringValue, nil) }
    init(intValue: Int) { (stringValue, self.intValue) = ("\(intValue)", intValue) }
}

/// The fields of one JSON object of a scenario: what is missing has its default, what is unknown is refused.
///
/// A scenario is written by people; a misspelt key that is silently ignored would make a test say nothing.
struct StrictFields<Keys: CodingKey & CaseIterable> {
    /// Of any key, so that the object is taken apart once, for what it has and for what it says.
    private let container: KeyedDecodingContainer<AnyKey>

    init(_ decoder: any Decoder, of thing: String) throws {
        container = try decoder.container(keyedBy: AnyKey.self)
        let known = Keys.allCases.map(\.stringValue)
        let unknown = container.allKeys.map(\.stringValue).filter { !known.contains($0) }.sorted()
        guard unknown.isEmpty else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "\(thing) has no field '\(unknown.joined(separator: "', '"))'; "
                        + "its fields are \(known.sorted().joined(separator: ", "))"))
        }
    }

    func required<Value: Decodable>(_ key: Keys) throws -> Value {
        try container.decode(Value.self, forKey: AnyKey(key))
    }

    func value<Value: Decodable>(_ key: Keys, default value: Value) throws -> Value {
        try container.decodeIfPresent(Value.self, forKey: AnyKey(key)) ?? value
    }

    func optional<Value: Decodable>(_ key: Keys) throws -> Value? {
        try container.decodeIfPresent(Value.self, forKey: AnyKey(key))
    }
}

/// Any key of a JSON object.
private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ key: some CodingKey) { stringValue = key.stringValue }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

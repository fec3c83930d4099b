/// The fields of one JSON object of a scenario: what is missing has its default, what is unknown is refused.
///
/// A scenario is written by people; a misspelt key that is silently ignored would make a test say nothing.
struct StrictFields<Keys: CodingKey & CaseIterable> {
    private let container: KeyedDecodingContainer<Keys>

    init(_ decoder: any Decoder, of thing: String) throws {
        let known = Keys.allCases.map(\.stringValue)
        let written = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
        let unknown = written.filter { !known.contains($0) }.sorted()
        guard unknown.isEmpty else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "\(thing) has no field '\(unknown.joined(separator: "', '"))'; "
                        + "its fields are \(known.sorted().joined(separator: ", "))"))
        }
        container = try decoder.container(keyedBy: Keys.self)
    }

    func required<Value: Decodable>(_ key: Keys) throws -> Value {
        try container.decode(Value.self, forKey: key)
    }

    func value<Value: Decodable>(_ key: Keys, default value: Value) throws -> Value {
        try container.decodeIfPresent(Value.self, forKey: key) ?? value
    }

    func optional<Value: Decodable>(_ key: Keys) throws -> Value? {
        try container.decodeIfPresent(Value.self, forKey: key)
    }
}

/// Any key of a JSON object.
private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

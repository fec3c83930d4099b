/// Names are written as plain texts, also where they are the keys of an object.
extension UserID: Codable, CodingKeyRepresentable {
    /// Refuses what Proxmox could not have written.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let user = UserID(ifValid: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no user name: '\(text)'")
        }
        self = user
    }

    /// Writes the same text for equal values.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// The text itself.
    package var codingKey: any CodingKey { NameKey(stringValue: text) }

    /// Nil when the key is no user.
    package init?(codingKey: some CodingKey) {
        self.init(ifValid: codingKey.stringValue)
    }
}

private struct NameKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

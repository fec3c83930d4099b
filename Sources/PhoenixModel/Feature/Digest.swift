/// A SHA-256 digest: 64 lower-case hexadecimal digits.
package struct Digest: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    package let hexadecimal: String

    /// Returns nil unless `text` is 64 lower-case hexadecimal digits.
    package init?(_ text: String) {
        let digits = text.utf8
        guard digits.count == 64,
            digits.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        hexadecimal = text
    }

    /// The first twelve digits: enough to tell versions of one script apart when read by people.
    package var short: String { String(hexadecimal.prefix(12)) }

    package var description: String { hexadecimal }

    package static func < (left: Digest, right: Digest) -> Bool { left.hexadecimal < right.hexadecimal }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let digest = Digest(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is not a SHA-256 digest"))
        }
        self = digest
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hexadecimal)
    }
}

/// The name of one Git commit: 40 (SHA-1) or 64 (SHA-256) lower-case hexadecimal digits.
package struct CommitID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The whole hexadecimal name.
    package let hexadecimal: String

    /// Returns nil unless `text` is 40 or 64 lower-case hexadecimal digits.
    package init?(_ text: String) {
        let digits = text.utf8
        guard digits.count == 40 || digits.count == 64 else { return nil }
        guard digits.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else { return nil }
        hexadecimal = text
    }

    /// The first seven digits, as Git abbreviates.
    package var short: String { String(hexadecimal.prefix(7)) }

    package var description: String { hexadecimal }

    package static func < (left: CommitID, right: CommitID) -> Bool { left.hexadecimal < right.hexadecimal }
}

extension CommitID: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let commit = CommitID(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is not a commit name"))
        }
        self = commit
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hexadecimal)
    }
}

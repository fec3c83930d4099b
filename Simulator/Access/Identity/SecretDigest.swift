import struct Crypto.SHA256

/// What is kept of a password or a token's secret: enough to recognise it, too little to tell it.
package struct SecretDigest: Sendable, Hashable, Codable {
    /// SHA-256 of the secret's UTF-8, 64 lower-case hexadecimal digits.
    private let hexadecimal: String

    /// Forgets the secret and keeps its digest.
    package init(of secret: String) {
        hexadecimal = Hexadecimal.lowerCase(SHA256.hash(data: Array(secret.utf8)))
    }

    /// Whether this is the secret whose digest is kept.
    package func matches(_ secret: String) -> Bool {
        self == SecretDigest(of: secret)
    }
}

extension SecretDigest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What may be shown.
    package var description: String { "<hidden>" }
    /// The same as for people.
    package var debugDescription: String { description }
    /// Shows nothing from inside.
    package var customMirror: Mirror { Mirror(self, children: []) }
}

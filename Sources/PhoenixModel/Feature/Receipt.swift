/// What Phoenix leaves inside a guest for each feature and application: `/var/lib/phoenix/receipts/NAME.json`.
///
/// It travels with the guest: a clone inherits it, a rollback returns the older one.
package struct Receipt: Hashable, Codable, Sendable {
    /// What it is for.
    package let subject: ReceiptSubject
    /// The digest of scripts, manifest and parameters that were applied.
    package let digest: Digest
    /// Whether the installation only began, or was checked after its end.
    package let stage: Stage
    /// The commit that asked for it.
    package let commit: CommitID
    /// When it was written, for people.
    package let writtenAt: Instant

    package enum Stage: String, Hashable, Codable, Sendable {
        /// Written before the script starts: what it leaves cannot be trusted yet.
        case begun
        /// Written after the check passed.
        case applied
    }

    package init(subject: ReceiptSubject, digest: Digest, stage: Stage, commit: CommitID, writtenAt: Instant) {
        self.subject = subject
        self.digest = digest
        self.stage = stage
        self.commit = commit
        self.writtenAt = writtenAt
    }
}

/// What a receipt is for.
package enum ReceiptSubject: Hashable, Comparable, Sendable {
    case feature(FeatureName)
    case application(ApplicationName)
}

extension ReceiptSubject: Codable, CustomStringConvertible, CodingKeyRepresentable {
    /// `docker` for a feature, `application.chat` for an application: also the receipt's file name without `.json`.
    package var description: String {
        switch self {
        case .feature(let name): name.text
        case .application(let name): Self.applicationPrefix + name.text
        }
    }

    /// Reads back what `description` writes. A feature's name has no dot, so the two cannot be confused.
    package init(_ text: String) {
        if text.hasPrefix(Self.applicationPrefix) {
            self = .application(ApplicationName(String(text.dropFirst(Self.applicationPrefix.count))))
        } else {
            self = .feature(FeatureName(text))
        }
    }

    private static let applicationPrefix = "application."

    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package var codingKey: any CodingKey { description.codingKey }

    package init?(codingKey: some CodingKey) {
        self.init(codingKey.stringValue)
    }
}

/// A name of one kind of thing; the tag keeps a node's name from being used as a storage's.
package struct Name<Tag>: Hashable, Comparable, Codable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// The name as written.
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package init(stringLiteral text: String) {
        self.text = text
    }

    package var description: String { text }

    package static func < (left: Name, right: Name) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    package init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension Name: CodingKeyRepresentable {
    package var codingKey: any CodingKey { text.codingKey }

    package init?(codingKey: some CodingKey) {
        text = codingKey.stringValue
    }
}

/// The tags of the names; none has a value.
package enum Named {
    package enum Node {}
    package enum Storage {}
    package enum Bridge {}
    package enum Feature {}
    package enum Application {}
    package enum Snapshot {}
    package enum Fleet {}
    package enum HostTask {}
    package enum GuestRun {}
    package enum Secret {}
    package enum Writer {}
}

/// A node of the cluster, such as `pve1`.
package typealias NodeName = Name<Named.Node>
/// A storage, such as `local-lvm`.
package typealias StorageName = Name<Named.Storage>
/// A network bridge, such as `vmbr0`.
package typealias BridgeName = Name<Named.Bridge>
/// A feature: the folder's name below `features/`.
package typealias FeatureName = Name<Named.Feature>
/// An application: the folder's name below `applications/`.
package typealias ApplicationName = Name<Named.Application>
/// A snapshot of a guest.
package typealias SnapshotName = Name<Named.Snapshot>
/// A fleet: one repository's name for its guests, part of every ownership mark.
package typealias FleetName = Name<Named.Fleet>
/// The host's name for a task (Proxmox: UPID).
package typealias TaskID = Name<Named.HostTask>
/// The name of one run in one guest: letters, digits, `-`, `.` and `_`.
package typealias GuestRunID = Name<Named.GuestRun>
/// The name of a secret, as the repository writes it in `{"secret": "name"}`. The name is no secret.
package typealias SecretName = Name<Named.Secret>
/// One Phoenix among several: which state directory, and so whose journal, a change belongs to.
package typealias WriterID = Name<Named.Writer>

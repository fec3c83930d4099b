package import PhoenixModel

/// The room that a storage has on one node, where it is not what the storage says of all nodes.
package struct StorageRoom: Hashable, Sendable {
    /// Nil stands for every node, and for all of a shared storage.
    package let node: NodeName?
    /// Nil for the same as everywhere.
    package let capacityGibibytes: Int?
    /// What lies there besides the volumes and files that the cluster knows.
    package let otherBytes: Int

    package init(node: NodeName? = nil, capacityGibibytes: Int? = nil, otherBytes: Int = 0) {
        self.node = node
        self.capacityGibibytes = capacityGibibytes
        self.otherBytes = otherBytes
    }
}

extension StorageRoom: Codable {
    private enum Keys: String, CodingKey, CaseIterable { case node, capacityGibibytes, otherBytes }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "a storage's room")
        self.init(
            node: try fields.optional(.node), capacityGibibytes: try fields.optional(.capacityGibibytes),
            otherBytes: try fields.value(.otherBytes, default: 0))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encodeIfPresent(node, forKey: .node)
        try container.encodeIfPresent(capacityGibibytes, forKey: .capacityGibibytes)
        if otherBytes != 0 { try container.encode(otherBytes, forKey: .otherBytes) }
    }
}

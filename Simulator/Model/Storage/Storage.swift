package import PhoenixModel

/// One storage of the cluster, with what lies on it besides the guests' own volumes.
package struct Storage: Hashable, Sendable {
    package let name: StorageName
    package let kind: StorageKind
    /// Proxmox's content types: `rootdir`, `images`, `vztmpl`, `iso`, `import`, ….
    package let content: [String]
    /// Whether every node sees the same volumes on it.
    package let isShared: Bool
    /// On each node, or in all if it is shared.
    package let capacityGibibytes: Int
    /// Where it is available; nil means on every node.
    package let nodes: [NodeName]?
    /// Templates, images and ISOs, by their volume ids.
    package let images: [StoredImage]
    /// What guests' volumes take up, by node (or under one name if shared); rebuilt when a cluster is loaded.
    private var usedGibibytes: [NodeName: Int] = [:]

    package init(
        name: StorageName, kind: StorageKind, content: [String], isShared: Bool = false, capacityGibibytes: Int,
        nodes: [NodeName]? = nil, images: [StoredImage] = []
    ) {
        self.name = name
        self.kind = kind
        self.content = content.sorted()
        self.isShared = isShared
        self.capacityGibibytes = capacityGibibytes
        self.nodes = nodes?.sorted()
        self.images = images.sorted { $0.volume < $1.volume }
    }

    package func isAvailable(on node: NodeName) -> Bool { nodes?.contains(node) ?? true }

    /// Volumes count with their whole size, also on thin storage: a full storage shall be met by a plan, not by luck.
    package func availableGibibytes(on node: NodeName) -> Int {
        max(0, capacityGibibytes - usedGibibytes[place(of: node), default: 0])
    }

    mutating func occupy(_ gibibytes: Int, on node: NodeName) {
        usedGibibytes[place(of: node), default: 0] += gibibytes
    }

    mutating func forgetUse() { usedGibibytes = [:] }

    private func place(of node: NodeName) -> NodeName { isShared ? "" : node }
}

/// A template tarball, cloud image or ISO on a storage.
package struct StoredImage: Hashable, Sendable {
    /// Such as `local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst`.
    package let volume: String
    /// The size of the disk it unpacks to.
    package let diskGibibytes: Int

    package init(volume: String, diskGibibytes: Int = 2) {
        self.volume = volume
        self.diskGibibytes = diskGibibytes
    }
}

extension StoredImage: Codable {
    private enum Keys: String, CodingKey, CaseIterable { case volume, diskGibibytes }

    /// A plain text is an image of the usual size.
    package init(from decoder: any Decoder) throws {
        if let volume = try? decoder.singleValueContainer().decode(String.self) {
            self.init(volume: volume)
            return
        }
        let fields = try StrictFields<Keys>(decoder, of: "an image")
        self.init(
            volume: try fields.required(.volume), diskGibibytes: try fields.value(.diskGibibytes, default: 2))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(volume, forKey: .volume)
        try container.encode(diskGibibytes, forKey: .diskGibibytes)
    }
}

extension Storage: Codable {
    private enum Keys: String, CodingKey, CaseIterable {
        case name, kind, content, isShared, capacityGibibytes, nodes, images
    }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "a storage")
        let kind: StorageKind = try fields.required(.kind)
        self.init(
            name: try fields.required(.name), kind: kind,
            content: try fields.value(.content, default: ["images", "rootdir"]),
            isShared: try fields.value(.isShared, default: kind == .nfs),
            capacityGibibytes: try fields.value(.capacityGibibytes, default: 1024),
            nodes: try fields.optional(.nodes), images: try fields.value(.images, default: []))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(name, forKey: .name)
        try container.encode(kind, forKey: .kind)
        try container.encode(content, forKey: .content)
        try container.encode(isShared, forKey: .isShared)
        try container.encode(capacityGibibytes, forKey: .capacityGibibytes)
        try container.encodeIfPresent(nodes, forKey: .nodes)
        try container.encode(images, forKey: .images)
    }
}

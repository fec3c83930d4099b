package import PhoenixModel

/// One storage of the cluster, with what lies on it besides the guests' own volumes.
package struct Storage: Hashable, Sendable {
    package let name: StorageName
    package let kind: StorageKind
    /// Proxmox's content types: `rootdir`, `images`, `vztmpl`, `iso`, `import`, ….
    package internal(set) var content: [String]
    /// Whether every node sees the same volumes on it.
    package internal(set) var isShared: Bool
    /// On each node that `rooms` says nothing else of, or in all if it is shared.
    package let capacityGibibytes: Int
    /// Where there is another room, or less of it, than guests and images explain.
    package let rooms: [StorageRoom]
    /// Where it is available; nil means on every node.
    package internal(set) var nodes: [NodeName]?
    package internal(set) var isDisabled: Bool
    /// What else its section in `storage.cfg` says: `path`, `vgname`, `prune-backups`, ….
    package internal(set) var properties: [String: String]
    /// Templates, images, ISOs, snippets and backups, ascending by volume id.
    package internal(set) var images: [StoredImage]
    /// What guests' volumes take up, by node (or under one name if shared); rebuilt when a cluster is loaded.
    private var usedBytes: [NodeName: Int] = [:]

    package init(
        name: StorageName, kind: StorageKind, content: [String], isShared: Bool = false, capacityGibibytes: Int,
        rooms: [StorageRoom] = [], nodes: [NodeName]? = nil, isDisabled: Bool = false,
        properties: [String: String]? = nil, images: [StoredImage] = []
    ) {
        self.name = name
        self.kind = kind
        self.content = content.sorted()
        self.isShared = isShared || kind.isAlwaysShared
        self.capacityGibibytes = capacityGibibytes
        self.rooms = rooms
        self.nodes = nodes?.sorted()
        self.isDisabled = isDisabled
        self.properties = properties ?? kind.usualProperties(of: name)
        self.images = images.sorted { $0.volume < $1.volume }
    }

    package func isAvailable(on node: NodeName) -> Bool { !isDisabled && (nodes?.contains(node) ?? true) }

    /// The files that a node sees: those of a storage that is not shared lie on one node each, or on all alike.
    package func images(on node: NodeName) -> [StoredImage] {
        isShared ? images : images.filter { $0.node == nil || $0.node == node }
    }

    /// Volumes count with their whole size, also on thin storage: a full storage shall be met by a plan, not by luck.
    package func availableBytes(on node: NodeName) -> Int { capacityBytes(on: node) - usedBytes(on: node) }

    /// Whole GiB that can be counted on.
    package func availableGibibytes(on node: NodeName) -> Int {
        availableBytes(on: node) / VolumeSize.bytesPerGibibyte
    }

    /// Guests' volumes, files and what else lies there together, on that node.
    package func usedBytes(on node: NodeName) -> Int {
        let files = images(on: node).reduce(0) { $0 + $1.sizeBytes }
        let others = room(on: node)?.otherBytes ?? 0
        return min(capacityBytes(on: node), usedBytes[place(of: node), default: 0] + files + others)
    }

    package func capacityGibibytes(on node: NodeName) -> Int { room(on: node)?.capacityGibibytes ?? capacityGibibytes }

    package func capacityBytes(on node: NodeName) -> Int { capacityGibibytes(on: node) << 30 }

    private func room(on node: NodeName) -> StorageRoom? {
        rooms.isEmpty ? nil : rooms.first { isShared || $0.node == nil || $0.node == node }
    }

    mutating func occupy(bytes: Int, on node: NodeName) {
        usedBytes[place(of: node), default: 0] += bytes
    }

    mutating func forgetUse() { usedBytes = [:] }

    /// Adds a file, in place of one of the same name there.
    mutating func keep(_ image: StoredImage) {
        remove(image.volume, on: image.node)
        let index = images.firstIndex { $0.volume > image.volume } ?? images.count
        images.insert(image, at: index)
    }

    /// Removes a file as that node sees it.
    mutating func remove(_ volume: String, on node: NodeName?) {
        images.removeAll { $0.volume == volume && (isShared || $0.node == nil || $0.node == node) }
    }

    private func place(of node: NodeName) -> NodeName { isShared ? "" : node }
}

extension StorageKind {
    /// What a section says of a storage that a scenario gives no more than a name and a kind.
    fileprivate func usualProperties(of name: StorageName) -> [String: String] {
        switch self {
        case .directory: ["path": name == "local" ? "/var/lib/vz" : "/var/lib/\(name)"]
        case .btrfs: ["path": "/var/lib/\(name)"]
        case .nfs: ["path": "/mnt/pve/\(name)", "server": "192.168.1.5", "export": "/srv/\(name)"]
        case .cifs: ["path": "/mnt/pve/\(name)", "server": "192.168.1.5", "share": "\(name)"]
        case .lvm: ["vgname": "\(name)"]
        case .thin: ["thinpool": "data", "vgname": "pve"]
        case .zfs: ["pool": "rpool/data"]
        case .rbd: ["pool": "rbd"]
        case .backupServer: ["server": "192.168.1.6", "datastore": "\(name)"]
        }
    }
}

extension Storage: Codable {
    private enum Keys: String, CodingKey, CaseIterable {
        case name, kind, content, isShared, capacityGibibytes, rooms, nodes, isDisabled, properties, images
    }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "a storage")
        let kind: StorageKind = try fields.required(.kind)
        self.init(
            name: try fields.required(.name), kind: kind,
            content: try fields.value(.content, default: kind == .backupServer ? ["backup"] : ["images", "rootdir"]),
            isShared: try fields.value(.isShared, default: kind.isAlwaysShared),
            capacityGibibytes: try fields.value(.capacityGibibytes, default: 1024),
            rooms: try fields.value(.rooms, default: []), nodes: try fields.optional(.nodes),
            isDisabled: try fields.value(.isDisabled, default: false),
            properties: try fields.optional(.properties), images: try fields.value(.images, default: []))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(name, forKey: .name)
        try container.encode(kind, forKey: .kind)
        try container.encode(content, forKey: .content)
        try container.encode(isShared, forKey: .isShared)
        try container.encode(capacityGibibytes, forKey: .capacityGibibytes)
        if !rooms.isEmpty { try container.encode(rooms, forKey: .rooms) }
        try container.encodeIfPresent(nodes, forKey: .nodes)
        if isDisabled { try container.encode(isDisabled, forKey: .isDisabled) }
        try container.encode(properties, forKey: .properties)
        try container.encode(images, forKey: .images)
    }
}

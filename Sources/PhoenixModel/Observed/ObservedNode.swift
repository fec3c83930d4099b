/// A node as it was seen.
package struct ObservedNode: Hashable, Codable, Sendable {
    package var name: NodeName
    /// An offline node's guests are unknown in everything but their existence.
    package var isOnline: Bool
    package var cores: Int
    package var memoryMebibytes: Int
    package var bridges: [BridgeName]
    package var storages: [ObservedStorage]
    /// Device nodes that can be passed to containers: `/dev/nvidia0`, ….
    package var devices: [String]
    /// PCI devices that the cluster maps on this node, by the mapping's name.
    package var mappedDevices: [String]

    package init(
        name: NodeName, isOnline: Bool, cores: Int = 0, memoryMebibytes: Int = 0, bridges: [BridgeName] = [],
        storages: [ObservedStorage] = [], devices: [String] = [], mappedDevices: [String] = []
    ) {
        self.name = name
        self.isOnline = isOnline
        self.cores = cores
        self.memoryMebibytes = memoryMebibytes
        self.bridges = bridges
        self.storages = storages
        self.devices = devices
        self.mappedDevices = mappedDevices
    }
}

/// A storage as one node sees it.
package struct ObservedStorage: Hashable, Codable, Sendable {
    package var name: StorageName
    /// What it may hold: Proxmox's content types (`rootdir`, `images`, `vztmpl`, `iso`, `import`, …).
    package var content: [String]
    package var isShared: Bool
    /// Whether containers' and machines' disks on it can be snapshotted and cloned as linked clones.
    package var canSnapshot: Bool
    package var totalGibibytes: Int
    package var availableGibibytes: Int
    /// The volume ids of templates, images and ISOs on it.
    package var images: [String]

    package init(
        name: StorageName, content: [String], isShared: Bool = false, canSnapshot: Bool = true,
        totalGibibytes: Int, availableGibibytes: Int, images: [String] = []
    ) {
        self.name = name
        self.content = content
        self.isShared = isShared
        self.canSnapshot = canSnapshot
        self.totalGibibytes = totalGibibytes
        self.availableGibibytes = availableGibibytes
        self.images = images
    }
}

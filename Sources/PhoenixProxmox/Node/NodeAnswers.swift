import PhoenixModel

/// What one node tells of itself.
package struct NodeAnswers: Sendable {
    var networks: [NetworkRow] = []
    var storages: [StorageRow] = []
    /// Of every storage that holds images.
    var contents: [ContentRow] = []
    var containers: [GuestRow] = []
    var machines: [GuestRow] = []
    /// Those at work.
    var tasks: [TaskRow] = []
}

/// A row of `/cluster/resources`: a node, a guest, a storage on a node, or something else (behaviour 10.1).
package struct ResourceRow: Decodable, Hashable, Sendable {
    let type: String
    let node: String?
    let status: String?
    let maxcpu: LenientInteger?
    /// Bytes.
    let maxmem: LenientInteger?
    // Guests only.
    let vmid: LenientInteger?
    let name: String?
    let template: LenientFlag?
    let tags: String?
    // Storages on a node only; told of nodes that are offline too.
    let storage: String?
}

/// A row of `/nodes/NODE/lxc` or `/nodes/NODE/qemu`: a guest as its own node sees it now (behaviour 10.2).
package struct GuestRow: Decodable, Hashable, Sendable {
    let vmid: LenientInteger
    let name: String?
    let status: String
    let lock: String?
    let template: LenientFlag?
    let tags: String?
    /// Bytes.
    let maxmem: LenientInteger?
    let cpus: LenientInteger?

    var isRunning: Bool { status == "running" }

    /// Whether it has the tag that every marked guest has.
    var isTagged: Bool { Self.isTagged(tags) }

    static func isTagged(_ tags: String?) -> Bool {
        ConfigText(values: ["tags": tags ?? ""]).tags.contains { $0.lowercased() == MarkText.tag }
    }
}

/// A row of `/nodes/NODE/tasks`.
package struct TaskRow: Decodable, Hashable, Sendable {
    let upid: String
    /// `RUNNING` while it is at work; else how it ended (behaviour 5.5).
    let status: String?
    let starttime: LenientInteger?

    var isRunning: Bool { status == nil || status == "RUNNING" }
}

/// A row of `/nodes/NODE/network`.
package struct NetworkRow: Decodable, Hashable, Sendable {
    let iface: String
    let type: String
}

/// A row of `/nodes/NODE/storage`.
package struct StorageRow: Decodable, Hashable, Sendable {
    let storage: String
    /// Proxmox's plugin, such as `lvmthin`.
    let type: String
    /// Content types, separated by commas.
    let content: String
    let shared: LenientFlag?
    let enabled: LenientFlag?
    let active: LenientFlag?
    /// Bytes; missing while the storage cannot be reached.
    let total: LenientInteger?
    let avail: LenientInteger?
}

/// A row of `/nodes/NODE/storage/STORAGE/content`.
package struct ContentRow: Decodable, Hashable, Sendable {
    let volid: String
    let content: String
    /// Bytes.
    let size: LenientInteger?
}

/// A row of `/cluster/mapping/pci`: one name for devices of several nodes.
package struct MappingRow: Decodable, Hashable, Sendable {
    let id: String
    /// `node=pve1,path=0000:01:00.0,…`, one for each device.
    let map: [String]
}

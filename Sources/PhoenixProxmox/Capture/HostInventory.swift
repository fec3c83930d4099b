package import PhoenixModel

/// What a cluster has, as far as a copy of it needs it to try changes on: without secrets, and of others' guests no more
/// than that they are there.
package struct HostInventory: Hashable, Sendable {
    /// Ascending by name.
    package var nodes: [Node]
    /// Ascending by name.
    package var storages: [Storage]
    /// Ascending by number.
    package var guests: [Guest]
    /// What is not in here and somebody might miss, each a sentence without a full stop.
    package var omissions: [String]

    package init(nodes: [Node], storages: [Storage], guests: [Guest], omissions: [String] = []) {
        self.nodes = nodes
        self.storages = storages
        self.guests = guests
        self.omissions = omissions
    }
}

extension HostInventory {
    /// A node; one that is offline has no more than what the others tell of it, and 0 where they tell nothing.
    package struct Node: Hashable, Sendable {
        package let name: NodeName
        package var isOnline: Bool
        /// Logical processors.
        package var cores: Int
        package var memoryMebibytes: Int
        package var bridges: [BridgeName] = []
        /// Device nodes (`/dev/nvidia0`), where the node's shell could be asked.
        package var devices: [String] = []
        /// The cluster's mappings that name a PCI device of this node.
        package var mappedDevices: [String] = []
    }

    /// A storage, as the nodes that can use it see it.
    package struct Storage: Hashable, Sendable {
        package let name: StorageName
        /// Proxmox's plugin, such as `lvmthin`.
        package let plugin: String
        /// Content types, ascending.
        package let content: [String]
        package let isShared: Bool
        /// Where it can be used, ascending.
        package let nodes: [NodeName]
        /// One for each node that told, ascending by name; one alone, without a node, if it is shared.
        package let rooms: [Room]
        /// What guests are made from, ascending by volume.
        package let images: [Image]
    }

    /// The room of a storage, in bytes.
    package struct Room: Hashable, Sendable {
        /// Nil if every node has the same.
        package let node: NodeName?
        package let totalBytes: Int
        package let availableBytes: Int
    }

    /// A template, ISO or disk image.
    package struct Image: Hashable, Sendable {
        /// `local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst`.
        package let volume: String
        package let sizeBytes: Int
        /// Where it lies; nil if every node that can use the storage sees it.
        package let node: NodeName?
    }

    /// A container or machine.
    package struct Guest: Hashable, Sendable {
        package let reference: GuestReference
        package let standing: Standing
        package let isRunning: Bool
        /// Proxmox's own configuration file with nothing but what `KeptConfig` lets through.
        package let config: String
        /// Nil where none of its interfaces has the firewall on.
        package var firewall: FirewallRules?
    }

    /// How much of a guest is kept.
    package enum Standing: Hashable, Sendable {
        /// It carries Phoenix's mark, and is here with all that Phoenix sees of it.
        case marked
        /// It is somebody else's: number, kind, node, power, memory, cores, and whether it is a template.
        case foreign
        /// Its node does not answer: number, kind and node.
        case unseen
    }
}

package import PhoenixModel

/// One node of the cluster.
package struct Node: Hashable, Sendable {
    package let name: NodeName
    package internal(set) var isOnline: Bool
    /// Logical processors.
    package let cores: Int
    package let memoryMebibytes: Int
    /// Device nodes that containers may be given: `/dev/nvidia0`, ….
    package let devices: [String]
    /// The cluster's mappings that name a PCI device of this node, ascending; follows the mappings.
    package internal(set) var mappedDevices: [String]
    package let hardware: NodeHardware
    package internal(set) var system: NodeSystem
    package internal(set) var network: NodeNetwork
    /// `/etc/pve/nodes/NAME/host.fw`.
    package internal(set) var firewall: FirewallFile
    /// Since when it runs.
    package internal(set) var bootedAt: Instant
    /// Whether it went off with all its guests, so that it starts some when it is back.
    var lostPower = false
    /// Which running machine holds a mapped device; rebuilt when a cluster is loaded.
    var mappedDeviceHolders: [String: GuestID] = [:]

    /// `bridges` stands for a whole network: each bridge with nothing behind it, the first with the node's address.
    package init(
        name: NodeName, isOnline: Bool = true, cores: Int = 16, memoryMebibytes: Int = 131_072,
        bridges: [BridgeName] = ["vmbr0"], devices: [String] = [], mappedDevices: [String] = [],
        hardware: NodeHardware = NodeHardware(), system: NodeSystem = NodeSystem(), network: NodeNetwork? = nil,
        firewall: FirewallFile = FirewallFile(), bootedAt: Instant = Node.usualBoot
    ) {
        self.name = name
        self.isOnline = isOnline
        self.cores = cores
        self.memoryMebibytes = memoryMebibytes
        self.devices = devices.sorted()
        self.mappedDevices = mappedDevices.sorted()
        self.hardware = hardware
        self.system = system
        self.network = network ?? NodeNetwork(bridges: bridges.sorted(), of: name)
        self.firewall = firewall
        self.bootedAt = bootedAt
    }

    /// An hour before the built-in scenarios begin.
    package static let usualBoot = Cluster.epoch.adding(seconds: -3600)

    /// The bridges that guests can be plugged into, ascending.
    package var bridges: [BridgeName] { network.bridges }

    /// The address that the other nodes know it by.
    package var address: String { network.address ?? "127.0.0.1" }

    package var memoryBytes: Int { memoryMebibytes << 20 }
}

extension Node: Codable {
    private enum Keys: String, CodingKey, CaseIterable {
        case name, isOnline, cores, memoryMebibytes, bridges, devices, mappedDevices, hardware, system, network
        case firewall, bootedAt, lostPower
    }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "a node")
        self.init(
            name: try fields.required(.name), isOnline: try fields.value(.isOnline, default: true),
            cores: try fields.value(.cores, default: 16),
            memoryMebibytes: try fields.value(.memoryMebibytes, default: 131_072),
            bridges: try fields.value(.bridges, default: ["vmbr0"]), devices: try fields.value(.devices, default: []),
            mappedDevices: try fields.value(.mappedDevices, default: []),
            hardware: try fields.value(.hardware, default: NodeHardware()),
            system: try fields.value(.system, default: NodeSystem()), network: try fields.optional(.network),
            firewall: try fields.value(.firewall, default: FirewallFile()),
            bootedAt: try fields.value(.bootedAt, default: Self.usualBoot))
        lostPower = try fields.value(.lostPower, default: false)
        try HardwareMappings.requireNames(mappedDevices, at: decoder.codingPath)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(name, forKey: .name)
        try container.encode(isOnline, forKey: .isOnline)
        try container.encode(cores, forKey: .cores)
        try container.encode(memoryMebibytes, forKey: .memoryMebibytes)
        try container.encode(devices, forKey: .devices)
        try container.encode(mappedDevices, forKey: .mappedDevices)
        try container.encode(hardware, forKey: .hardware)
        try container.encode(system, forKey: .system)
        try container.encode(network, forKey: .network)
        try container.encode(firewall, forKey: .firewall)
        try container.encode(bootedAt, forKey: .bootedAt)
        if lostPower { try container.encode(lostPower, forKey: .lostPower) }
    }
}

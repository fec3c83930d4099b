package import PhoenixModel

/// One node of the cluster.
package struct Node: Hashable, Sendable {
    package let name: NodeName
    package internal(set) var isOnline: Bool
    package let cores: Int
    package let memoryMebibytes: Int
    package let bridges: [BridgeName]
    /// Device nodes that containers may be given: `/dev/nvidia0`, ….
    package let devices: [String]
    /// PCI devices by the name of the cluster's mapping.
    package let mappedDevices: [String]
    /// Whether it went off with all its guests, so that it starts some when it is back.
    var lostPower = false
    /// Which running machine holds a mapped device; rebuilt when a cluster is loaded.
    var mappedDeviceHolders: [String: GuestID] = [:]

    package init(
        name: NodeName, isOnline: Bool = true, cores: Int = 16, memoryMebibytes: Int = 131_072,
        bridges: [BridgeName] = ["vmbr0"], devices: [String] = [], mappedDevices: [String] = []
    ) {
        self.name = name
        self.isOnline = isOnline
        self.cores = cores
        self.memoryMebibytes = memoryMebibytes
        self.bridges = bridges.sorted()
        self.devices = devices.sorted()
        self.mappedDevices = mappedDevices.sorted()
    }
}

extension Node: Codable {
    private enum Keys: String, CodingKey, CaseIterable {
        case name, isOnline, cores, memoryMebibytes, bridges, devices, mappedDevices, lostPower
    }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "a node")
        self.init(
            name: try fields.required(.name), isOnline: try fields.value(.isOnline, default: true),
            cores: try fields.value(.cores, default: 16),
            memoryMebibytes: try fields.value(.memoryMebibytes, default: 131_072),
            bridges: try fields.value(.bridges, default: ["vmbr0"]), devices: try fields.value(.devices, default: []),
            mappedDevices: try fields.value(.mappedDevices, default: []))
        lostPower = try fields.value(.lostPower, default: false)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(name, forKey: .name)
        try container.encode(isOnline, forKey: .isOnline)
        try container.encode(cores, forKey: .cores)
        try container.encode(memoryMebibytes, forKey: .memoryMebibytes)
        try container.encode(bridges, forKey: .bridges)
        try container.encode(devices, forKey: .devices)
        try container.encode(mappedDevices, forKey: .mappedDevices)
        if lostPower { try container.encode(lostPower, forKey: .lostPower) }
    }
}

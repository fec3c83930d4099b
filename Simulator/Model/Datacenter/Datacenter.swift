/// What belongs to the cluster as a whole: its name, options, firewall, mappings and high availability.
package struct Datacenter: Hashable, Sendable {
    /// Nil for a node that never joined a cluster; several nodes without a name have the usual one.
    package internal(set) var name: String?
    /// `datacenter.cfg`, as text by key.
    package internal(set) var options: [String: String]
    /// `cluster.fw`.
    package internal(set) var firewall: FirewallFile
    package internal(set) var mappings: HardwareMappings
    package internal(set) var highAvailability: HighAvailability

    package init(
        name: String? = nil, options: [String: String] = [:], firewall: FirewallFile = FirewallFile(),
        mappings: HardwareMappings = HardwareMappings(), highAvailability: HighAvailability = HighAvailability()
    ) {
        self.name = name
        self.options = options
        self.firewall = firewall
        self.mappings = mappings
        self.highAvailability = highAvailability
    }

    /// The name of a cluster that a scenario gives none.
    static let usualName = "simulated"
}

extension Datacenter: Codable {
    private enum Keys: String, CodingKey, CaseIterable { case name, options, firewall, mappings, highAvailability }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "the data center")
        self.init(
            name: try fields.optional(.name), options: try fields.value(.options, default: [:]),
            firewall: try fields.value(.firewall, default: FirewallFile()),
            mappings: try fields.value(.mappings, default: HardwareMappings()),
            highAvailability: try fields.value(.highAvailability, default: HighAvailability()))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encodeIfPresent(name, forKey: .name)
        if !options.isEmpty { try container.encode(options, forKey: .options) }
        if !firewall.isEmpty { try container.encode(firewall, forKey: .firewall) }
        try container.encode(mappings, forKey: .mappings)
        try container.encode(highAvailability, forKey: .highAvailability)
    }
}

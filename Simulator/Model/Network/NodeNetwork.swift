package import PhoenixModel

/// A node's network: `/etc/network/interfaces`, and what waits in `interfaces.new` to be applied.
package struct NodeNetwork: Hashable, Sendable {
    /// What is in force, by name.
    package internal(set) var interfaces: [String: NetworkInterfaceEntry] {
        didSet { bridges = Self.bridges(in: interfaces) }
    }
    /// What the next reload brings; nil if nothing was changed.
    package internal(set) var waiting: [String: NetworkInterfaceEntry]?
    /// The bridges that guests can be plugged into, ascending.
    package private(set) var bridges: [BridgeName]

    package init(interfaces: [String: NetworkInterfaceEntry], waiting: [String: NetworkInterfaceEntry]? = nil) {
        self.interfaces = interfaces
        self.waiting = waiting
        bridges = Self.bridges(in: interfaces)
    }

    /// A network card with bridges: the first has the card and the node's address.
    init(bridges: [BridgeName], of node: NodeName) {
        var interfaces: [String: NetworkInterfaceEntry] = [
            "eno1": NetworkInterfaceEntry(type: "eth", ["priority": "2"])
        ]
        for (index, bridge) in bridges.enumerated() {
            var entry = NetworkInterfaceEntry(
                type: "bridge", ["bridge_fd": "0", "bridge_ports": "", "bridge_stp": "off", "autostart": "1"])
            entry["priority"] = String(index + 3)
            if index == 0 {
                entry["bridge_ports"] = "eno1"
                entry.setAddress("192.168.1.\(Self.lastByte(of: node))/24")
                entry["gateway"] = "192.168.1.1"
            }
            interfaces[bridge.text] = entry
        }
        self.init(interfaces: interfaces)
    }

    /// What a change begins from, and what lists show: the waiting file if there is one.
    package var shown: [String: NetworkInterfaceEntry] { waiting ?? interfaces }

    /// The address of the first bridge or card that has one.
    package var address: String? {
        interfaces.sorted { $0.key < $1.key }.compactMap { $0.value["address"] }.first
    }

    private static func bridges(in interfaces: [String: NetworkInterfaceEntry]) -> [BridgeName] {
        interfaces.filter { $0.value.isBridge }.keys.sorted().map { BridgeName($0) }
    }

    /// `pve3` has the address .13, so that nodes of one scenario differ.
    private static func lastByte(of node: NodeName) -> Int {
        let digits = node.text.reversed().prefix { $0.isNumber }.reversed()
        return 10 + (Int(String(digits)) ?? 1) % 200
    }
}

extension NodeNetwork: Codable {
    private enum Keys: String, CodingKey, CaseIterable { case interfaces, waiting }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "a node's network")
        self.init(interfaces: try fields.required(.interfaces), waiting: try fields.optional(.waiting))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(interfaces, forKey: .interfaces)
        try container.encodeIfPresent(waiting, forKey: .waiting)
    }
}

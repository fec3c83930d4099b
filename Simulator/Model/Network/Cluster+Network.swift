package import PhoenixModel

/// What is asked of one interface, in the API's own keys.
package struct InterfaceOrder: Hashable, Sendable {
    package var name: String
    package var type: String
    package var properties: [String: String]
    /// Properties to be taken away.
    package var deletions: [String]

    package init(name: String, type: String, properties: [String: String], deletions: [String] = []) {
        self.name = name
        self.type = type
        self.properties = properties
        self.deletions = deletions
    }
}

extension Cluster {
    /// Writes a new interface into the node's waiting file.
    package mutating func createInterface(_ order: InterfaceOrder, on node: NodeName) throws(HostError) {
        var interfaces = try shownInterfaces(of: node)
        if interfaces[order.name] != nil {
            throw HostError.parameter("iface", "interface already exists")
        }
        if order.type.hasPrefix("OVS") {
            throw HostError(.failed, "Open VSwitch is not installed (need package 'openvswitch-switch')")
        }
        try requireNoDuplicates(of: order, among: interfaces)
        interfaces[order.name] = Self.entry(changing: nil, by: order, among: interfaces)
        nodes[node]?.network.waiting = interfaces
    }

    /// Changes an interface in the node's waiting file.
    package mutating func updateInterface(_ order: InterfaceOrder, on node: NodeName) throws(HostError) {
        var interfaces = try shownInterfaces(of: node)
        guard let old = interfaces[order.name] else {
            throw HostError.parameter("iface", "interface does not exist")
        }
        try requireNoDuplicates(of: order, among: interfaces)
        interfaces[order.name] = Self.entry(changing: old, by: order, among: interfaces)
        nodes[node]?.network.waiting = interfaces
    }

    /// Takes an interface out of the node's waiting file.
    package mutating func deleteInterface(_ name: String, on node: NodeName) throws(HostError) {
        var interfaces = try shownInterfaces(of: node)
        guard interfaces[name] != nil else { throw HostError.parameter("iface", "interface does not exist") }
        interfaces[name] = nil
        nodes[node]?.network.waiting = interfaces
    }

    /// One interface as the waiting file has it.
    package func interface(_ name: String, on node: NodeName) throws(HostError) -> NetworkInterfaceEntry {
        guard let entry = try shownInterfaces(of: node)[name] else {
            throw HostError.parameter("iface", "interface does not exist")
        }
        return entry
    }

    /// Forgets the waiting file.
    package mutating func revertNetwork(on node: NodeName) throws(HostError) {
        try requireOnline(node)
        nodes[node]?.network.waiting = nil
    }

    /// The waiting file comes into force.
    mutating func applyNetwork(on node: NodeName) {
        guard let waiting = nodes[node]?.network.waiting else { return }
        nodes[node]?.network.interfaces = waiting
        nodes[node]?.network.waiting = nil
    }

    private func shownInterfaces(of name: NodeName) throws(HostError) -> [String: NetworkInterfaceEntry] {
        try requireOnline(name).network.shown
    }

    private func requireNoDuplicates(
        of order: InterfaceOrder, among interfaces: [String: NetworkInterfaceEntry]
    ) throws(HostError) {
        let others = interfaces.filter { $0.key != order.name }.sorted { $0.key < $1.key }
        for (key, title) in [("gateway", "Default gateway"), ("gateway6", "Default ipv6 gateway")] {
            guard order.properties[key] != nil, let other = others.first(where: { $0.value[key] != nil }) else {
                continue
            }
            throw HostError.parameter(key, "\(title) already exists on interface '\(other.key)'.")
        }
        let lists = ["bridge_ports", "ovs_ports", "slaves", "ovs_bonds"]
        guard let parameter = lists.first(where: { order.properties[$0]?.isEmpty == false }) else { return }
        let wanted = Set(lists.flatMap { ConfigurationText.list(order.properties[$0] ?? "") })
        for other in others {
            let taken = lists.flatMap { ConfigurationText.list(other.value[$0] ?? "") }
            if let port = taken.first(where: wanted.contains) {
                throw HostError.parameter(parameter, "\(port) is already used on interface '\(other.key)'.")
            }
        }
    }

    private static func entry(
        changing old: NetworkInterfaceEntry?, by order: InterfaceOrder,
        among interfaces: [String: NetworkInterfaceEntry]
    ) -> NetworkInterfaceEntry {
        var entry = NetworkInterfaceEntry(type: order.type)
        for key in old?.keys ?? [] { entry[key] = old?[key] }
        for key in order.deletions {
            entry[key] = nil
            let family = key.hasSuffix("6") ? "6" : ""
            guard key == "cidr" + family else { continue }
            entry["address" + family] = nil
            entry["netmask" + family] = nil
        }
        for (key, value) in order.properties { entry[key] = value }
        for family in ["", "6"] {
            if let cidr = order.properties["cidr" + family] {
                entry.setAddress(cidr, family: family)
            } else if let address = order.properties["address" + family] {
                entry["cidr" + family] = entry["netmask" + family].map { "\(address)/\($0)" }
            }
        }
        entry["method"] = entry["address"] == nil ? "manual" : "static"
        entry["method6"] = entry["address6"] == nil ? "manual" : "static"
        if let vlans = entry["bridge_vids"] {
            entry["bridge_vids"] = ConfigurationText.list(vlans).joined(separator: " ")
        }
        if old == nil {
            let last = interfaces.values.compactMap { $0["priority"].flatMap(Int.init) }.max() ?? 2
            entry["priority"] = String(last + 1)
            if order.type == "bridge" {
                entry["bridge_stp"] = entry["bridge_stp"] ?? "off"
                entry["bridge_fd"] = entry["bridge_fd"] ?? "0"
                entry["bridge_ports"] = entry["bridge_ports"] ?? ""
            }
        }
        return entry
    }
}

extension NodeNetwork {
    /// What `diff` says of the two files; nil if nothing waits.
    package var changes: String? {
        guard let waiting else { return nil }
        let old = Self.lines(of: interfaces)
        let new = Self.lines(of: waiting)
        guard old != new else { return nil }
        let kept = Set(old).intersection(new)
        let body =
            old.filter { !kept.contains($0) }.map { "-\($0)\n" }.joined()
            + new.filter { !kept.contains($0) }.map { "+\($0)\n" }.joined()
        return "--- /etc/network/interfaces\n+++ /etc/network/interfaces.new\n"
            + "@@ -1,\(old.count) +1,\(new.count) @@\n" + body
    }

    /// The file as its lines, interface by interface.
    private static func lines(of interfaces: [String: NetworkInterfaceEntry]) -> [String] {
        let hidden = ["priority", "autostart", "active", "method", "method6", "cidr", "cidr6", "families"]
        return interfaces.sorted { $0.key < $1.key }.flatMap { name, entry -> [String] in
            let head = (entry["autostart"] == "1" ? ["auto \(name)"] : []) + ["iface \(name) inet \(entry.method)"]
            let keys = entry.keys.filter { !hidden.contains($0) }
            return head + keys.map { "\t\($0.replacing("_", with: "-")) \(entry[$0] ?? "")" } + [""]
        }
    }
}

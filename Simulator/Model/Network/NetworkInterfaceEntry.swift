/// One interface of a node, with the properties that Proxmox's API gives it.
package struct NetworkInterfaceEntry: Hashable, Codable, Sendable {
    /// `bridge`, `eth`, `bond`, `vlan`, ….
    package let type: String
    private var properties: [String: String]

    package init(type: String, _ properties: [String: String] = [:]) {
        self.type = type
        self.properties = properties
    }

    package subscript(key: String) -> String? {
        get { properties[key] }
        set { properties[key] = newValue }
    }

    /// Every property that is set, ascending.
    package var keys: [String] { properties.keys.sorted() }

    package var isBridge: Bool { type == "bridge" || type == "OVSBridge" }

    /// `static` with an address, else `manual`.
    package var method: String { properties["method"] ?? (properties["address"] == nil ? "manual" : "static") }

    package var method6: String { properties["method6"] ?? (properties["address6"] == nil ? "manual" : "static") }

    /// The address families that it is configured for.
    package var families: [String] {
        let families = (properties["address"] == nil ? [] : ["inet"]) + (properties["address6"] == nil ? [] : ["inet6"])
        return families.isEmpty ? ["inet"] : families
    }

    /// Takes `192.168.1.11/24` apart as Proxmox does.
    mutating func setAddress(_ cidr: String, family: String = "") {
        let parts = cidr.split(separator: "/")
        properties["cidr" + family] = cidr
        properties["address" + family] = parts.first.map(String.init)
        properties["netmask" + family] = parts.count > 1 ? String(parts[1]) : nil
    }
}

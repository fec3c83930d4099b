/// One network interface of a guest, in canonical form: equal interfaces compare equal.
package struct NetworkInterface: Hashable, Codable, Sendable {
    /// The interface's name inside a container, such as `eth0`; machines name theirs themselves.
    package var name: String?
    /// The bridge on the node.
    package var bridge: BridgeName
    /// The hardware address in upper case; nil lets Proxmox choose and keep one.
    package var hardwareAddress: String?
    /// The IPv4 address, if Phoenix sets it.
    package var address: Address?
    /// The IPv4 gateway.
    package var gateway: String?
    /// The VLAN tag, 1...4094.
    package var vlan: Int?
    /// Whether Proxmox's firewall filters this interface.
    package var isFirewalled: Bool

    /// How the interface gets its IPv4 address.
    package enum Address: Hashable, Codable, Sendable {
        /// By DHCP.
        case dhcp
        /// A fixed one, with prefix length: `192.168.10.21/24`.
        case fixed(String)
    }

    package init(
        name: String? = nil, bridge: BridgeName, hardwareAddress: String? = nil, address: Address? = nil,
        gateway: String? = nil, vlan: Int? = nil, isFirewalled: Bool = false
    ) {
        self.name = name
        self.bridge = bridge
        self.hardwareAddress = hardwareAddress?.uppercased()
        self.address = address
        self.gateway = gateway
        self.vlan = vlan
        self.isFirewalled = isFirewalled
    }

    /// Whether an observed interface fulfils this wish: what the wish leaves open, the host may choose.
    package func isFulfilled(by observed: NetworkInterface) -> Bool {
        var filled = self
        filled.name = name ?? observed.name
        filled.hardwareAddress = hardwareAddress ?? observed.hardwareAddress
        return filled == observed
    }
}

/// Where on Proxmox a privilege is held: `/vms/101`, `/storage/local-lvm`.
package typealias ObjectPath = Name<Named.ObjectPath>

extension Name<Named.ObjectPath> {
    /// The whole cluster; what is given here reaches everything unless it is said otherwise.
    package static let root: Self = "/"
    /// Every guest.
    package static let guests: Self = "/vms"
    /// Every node.
    package static let nodes: Self = "/nodes"

    package static func guest(_ id: GuestID) -> Self { Self("/vms/\(id)") }

    package static func node(_ name: NodeName) -> Self { Self("/nodes/\(name)") }

    package static func storage(_ name: StorageName) -> Self { Self("/storage/\(name)") }

    /// A bridge of the nodes' own networks, or one of its VLANs.
    package static func bridge(_ name: BridgeName, vlan: Int? = nil) -> Self {
        Self(localZone + name.text + (vlan.map { "/\($0)" } ?? ""))
    }

    /// A PCI device by the name of its mapping.
    package static func mappedPCI(_ name: String) -> Self { Self("/mapping/pci/\(name)") }

    /// The path above this one; nil for the root.
    package var parent: Self? {
        guard text.utf8.count > 1, let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
        return slash == text.startIndex ? .root : Self(String(text[..<slash]))
    }

    /// What stands behind the zone of a bridge: `vmbr0`, `vmbr0/30`; nil for what is no bridge of the nodes' own.
    var bridgePart: Substring? { text.hasPrefix(Self.localZone) ? text.dropFirst(Self.localZone.count) : nil }

    /// The zone of every bridge that no software-defined network owns.
    private static let localZone = "/sdn/zones/localnetwork/"
    /// Above all zones.
    static let zones = "/sdn/zones/"
}

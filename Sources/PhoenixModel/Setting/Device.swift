/// A device of the node that a guest may use.
package enum Device: Hashable, Codable, Sendable {
    /// A device node passed to a container (Proxmox: `devN`), such as `/dev/nvidia0`; the mode is octal text such as `0666`.
    case node(path: String, mode: String?)
    /// A PCI device passed to a machine by the name of its cluster mapping (Proxmox: `hostpciN: mapping=`).
    case mappedPCI(mapping: String)
}

/// A version of Proxmox VE whose parameter schema is known here.
package enum Profile: String, Sendable, Hashable, CaseIterable {
    /// Proxmox VE 9.2, on Debian 13.
    case version9_2 = "9.2"
    /// Proxmox VE 8.4, on Debian 12.
    case version8_4 = "8.4"
}

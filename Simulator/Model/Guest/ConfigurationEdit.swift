package import PhoenixModel

/// A change of a guest's files in Proxmox's own keys: what a `PUT …/config`, an edit of the file and the firewall's
/// own calls would do.
package struct ConfigurationEdit: Hashable, Sendable {
    /// New values; disks may be `STORAGE:GIBIBYTES` to be made.
    package var values: [String: String]
    package var deletions: Set<String>
    /// The values of raw lines by key, replacing all of that key; an empty list takes them away.
    package var rawValues: [String: [String]]
    /// The whole description; empty takes it away, nil leaves it.
    package var description: String?
    package var firewall: FirewallRules?
    package var removesFirewall: Bool

    package init(
        values: [String: String] = [:], deletions: Set<String> = [], rawValues: [String: [String]] = [:],
        description: String? = nil, firewall: FirewallRules? = nil, removesFirewall: Bool = false
    ) {
        self.values = values
        self.deletions = deletions
        self.rawValues = rawValues
        self.description = description
        self.firewall = firewall
        self.removesFirewall = removesFirewall
    }
}

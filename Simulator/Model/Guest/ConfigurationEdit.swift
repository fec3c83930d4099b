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

/// What a disk's setting asks for.
struct DiskText {
    var properties: PropertyString

    init(_ text: String) {
        properties = PropertyString(text, defaultKey: "file")
    }

    var file: String { properties["file"] ?? "" }

    var storage: StorageName { VolumeText.storage(of: file) }

    /// A path of the node instead of a volume.
    var isBindMount: Bool { file.hasPrefix("/") }

    /// The size in GiB of a disk to be made: `local-lvm:8`; nil for one that exists.
    var allocationGibibytes: Int? {
        guard !isBindMount, file.contains(":") else { return nil }
        return Int(VolumeText.name(of: file))
    }

    var sizeGibibytes: Int? { properties["size"].flatMap(VolumeText.gibibytes) }

    var text: String { properties.text(leading: ["mp"]) }
}

package import PhoenixModel

/// A guest's configuration file, `/etc/pve/nodes/NODE/lxc/ID.conf` or `…/qemu-server/ID.conf`, as Proxmox writes it.
package struct GuestFile: Hashable, Sendable {
    package let kind: GuestKind
    /// What is in force.
    package var current: GuestSection { didSet { handText = nil } }
    /// What waits for the next start.
    package var pending: PendingSection { didSet { handText = nil } }
    /// Sections that machines keep for themselves, by their names (`cloudinit`, `fleecing`).
    package var specialSections: [String: GuestSection] { didSet { handText = nil } }
    package var snapshots: [SnapshotName: GuestSection] { didSet { handText = nil } }
    /// The text as it stands if it is not what Proxmox would write; any change writes it anew.
    var handText: String?

    package init(
        kind: GuestKind, current: GuestSection = GuestSection(), pending: PendingSection = PendingSection(),
        cloudInit: GuestSection? = nil, snapshots: [SnapshotName: GuestSection] = [:]
    ) {
        self.kind = kind
        self.current = current
        self.pending = pending
        self.specialSections = cloudInit.map { [Self.cloudInitSection: $0] } ?? [:]
        self.snapshots = snapshots
    }

    static let cloudInitSection = "cloudinit"

    /// What the machine's cloud-init drive was made from, as far as it differs from what is in force.
    package var cloudInit: GuestSection? {
        get { specialSections[Self.cloudInitSection] }
        set { specialSections[Self.cloudInitSection] = newValue }
    }

    /// The file's text.
    package var text: String { handText ?? canonicalText }

    /// The SHA-1 of the file's text, in hexadecimal: what `digest` of the API is.
    package var digest: String {
        ConfigurationDigest.of(text)
    }

    /// The lock that a working task or a person holds, such as `create`.
    package var lock: String? {
        get { current["lock"] }
        set { current["lock"] = newValue }
    }

    package var isTemplate: Bool { current.isOn("template") }

    /// Snapshots, oldest first; of those taken in the same second the parent comes first.
    package var snapshotsByAge: [SnapshotName] {
        snapshots.keys.sorted { left, right in
            let ages = (age(of: left), age(of: right))
            return ages.0 == ages.1 ? left < right : ages.0 < ages.1
        }
    }

    private func age(of snapshot: SnapshotName) -> (Int, Int) {
        let time = snapshots[snapshot]?["snaptime"].flatMap(Int.init) ?? 0
        var depth = 0
        var parent = snapshots[snapshot]?["parent"]
        while let name = parent, depth <= snapshots.count {
            depth += 1
            parent = snapshots[SnapshotName(name)]?["parent"]
        }
        return (time, depth)
    }
}

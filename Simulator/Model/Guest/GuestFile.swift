package import PhoenixModel

/// A guest's configuration file, `/etc/pve/nodes/NODE/lxc/ID.conf` or `…/qemu-server/ID.conf`, as Proxmox writes it.
package struct GuestFile: Hashable, Sendable {
    package let kind: GuestKind
    /// What is in force.
    package var current: GuestSection
    /// What waits for the next start.
    package var pending: PendingSection
    /// What the machine's cloud-init drive was made from; machines only.
    package var cloudInit: GuestSection?
    package var snapshots: [SnapshotName: GuestSection]

    package init(
        kind: GuestKind, current: GuestSection = GuestSection(), pending: PendingSection = PendingSection(),
        cloudInit: GuestSection? = nil, snapshots: [SnapshotName: GuestSection] = [:]
    ) {
        self.kind = kind
        self.current = current
        self.pending = pending
        self.cloudInit = cloudInit
        self.snapshots = snapshots
    }

    /// The lock that a working task or a person holds, such as `create`.
    package var lock: String? {
        get { current["lock"] }
        set { current["lock"] = newValue }
    }

    package var isTemplate: Bool { current["template"].map(ConfigurationText.isTrue) ?? false }

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

/// The settings that wait for a guest's next start.
package struct PendingSection: Hashable, Sendable {
    /// New values by key.
    package var values: [String: String]
    /// Keys that will go.
    package var deletions: Set<String>

    package init(values: [String: String] = [:], deletions: Set<String> = []) {
        self.values = values
        self.deletions = deletions
    }

    package var isEmpty: Bool { values.isEmpty && deletions.isEmpty }

    /// What will be in force after the next start.
    package func applied(to section: GuestSection) -> GuestSection {
        var result = section
        for key in deletions { result[key] = nil }
        for (key, value) in values { result[key] = value }
        return result
    }
}

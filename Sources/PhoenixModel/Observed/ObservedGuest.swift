/// A guest as it was seen.
package struct ObservedGuest: Hashable, Codable, Sendable {
    package var reference: GuestReference
    /// Phoenix's mark, if it carries one that can be read.
    package var mark: Mark?
    package var power: Power
    package var isTemplate: Bool
    /// Proxmox's lock on the configuration, such as `create`, `backup` or `disk`.
    package var lock: String?
    /// What is in force now.
    package var configuration: Configuration
    /// What was written and waits for a restart.
    package var pending: PendingSettings
    /// Whether the guest runs without the node's root rights.
    package var isUnprivileged: Bool
    /// Its snapshots, oldest first.
    package var snapshots: [SnapshotName]
    /// What the disks of a linked clone rest on, ascending, as far as their names show it.
    package var diskBases: [DiskBase]
    /// What was applied inside; nil while that cannot be seen, because the guest is stopped or does not answer.
    package var receipts: [Receipt]?

    package enum Power: String, Hashable, Codable, Sendable {
        case running, stopped
        /// Its node is offline, or does not say.
        case unknown
    }

    package init(
        reference: GuestReference, mark: Mark?, power: Power, isTemplate: Bool = false, lock: String? = nil,
        configuration: Configuration, pending: PendingSettings = PendingSettings(), isUnprivileged: Bool = true,
        snapshots: [SnapshotName] = [], diskBases: [DiskBase] = [], receipts: [Receipt]? = nil
    ) {
        self.reference = reference
        self.mark = mark
        self.power = power
        self.isTemplate = isTemplate
        self.lock = lock
        self.configuration = configuration
        self.pending = pending
        self.isUnprivileged = isUnprivileged
        self.snapshots = snapshots
        self.diskBases = diskBases
        self.receipts = receipts
    }

    /// The guest's number.
    package var id: GuestID { reference.id }
}

/// Settings that were written to a running guest and take effect with its next start.
package struct PendingSettings: Hashable, Codable, Sendable {
    package var changed: Configuration
    package var removed: [SettingKey]

    package init(changed: Configuration = Configuration(), removed: [SettingKey] = []) {
        self.changed = changed
        self.removed = removed
    }

    package var isEmpty: Bool { changed.isEmpty && removed.isEmpty }
}

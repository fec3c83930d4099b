package import PhoenixModel

extension Cluster {
    /// Whether a guest's disks allow `snapshot`, `clone` (linked) or `copy` (full), as it is or as a snapshot has it.
    package func hasFeature(_ feature: String, _ guest: Guest, snapshot: SnapshotName?) -> Bool {
        let section = snapshot.map { guest.file.snapshots[$0] ?? GuestSection() } ?? guest.file.current
        let disks = section.values.filter { ConfigurationKey.isAttachedVolume($0.key) }.map { DiskText($0.value) }
        return disks.allSatisfy { disk in
            if disk.properties["media"] == "cdrom" { return true }
            guard !disk.isBindMount, let kind = storages[disk.storage]?.kind else { return false }
            switch feature {
            case "snapshot": return !guest.file.isTemplate && kind.canSnapshot(guest.kind)
            case "clone": return guest.file.isTemplate && kind.canSnapshot(guest.kind)
            case "copy": return snapshot == nil || kind.canSnapshot(guest.kind)
            default: return false
            }
        }
    }
}

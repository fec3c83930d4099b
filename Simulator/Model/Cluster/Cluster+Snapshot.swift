package import PhoenixModel

extension Cluster {
    /// Takes a snapshot; most of what hinders it is met by the task.
    package mutating func snapshot(_ reference: GuestReference, _ name: SnapshotName) throws(HostError) -> TaskID {
        let guest = try locate(reference)
        let reserved = guest.kind == .container ? ["current", "vzdump"] : ["current", "pending"]
        if reserved.contains(name.text) {
            throw HostError(.refused, "unable to use snapshot name '\(name)' (reserved name)")
        }
        guard Self.isSnapshotName(name.text) else {
            throw HostError(.refused, "snapname: invalid format - invalid configuration ID '\(name)'")
        }
        try requireUnlocked(guest)
        let failure = snapshotFailure(of: guest, name)
        if failure == nil { guests[guest.id]?.file.lock = "snapshot" }
        return begin(.snapshot(name), on: guest, milliseconds: timing[.snapshot], failure: failure)
    }

    /// Brings a guest back to a snapshot: it is stopped at once, and stays so unless `starts`.
    package mutating func rollback(
        _ reference: GuestReference, to name: SnapshotName, starts: Bool = false
    ) throws(HostError) -> TaskID {
        let guest = try locate(reference)
        try requireUnlocked(guest)
        guard guest.file.snapshots[name] != nil else {
            throw HostError(.missing, "snapshot '\(name)' does not exist")
        }
        stop(guest.id)
        guests[guest.id]?.file.lock = "rollback"
        return begin(.rollback(name, starts: starts), on: guest, milliseconds: timing[.rollback])
    }

    /// Letters, digits, `-` and `_`, at least two and at most 40, beginning with a letter.
    private static func isSnapshotName(_ text: String) -> Bool {
        let bytes = Array(text.lowercased().utf8)
        guard (2...40).contains(bytes.count), (97...122).contains(bytes[0]) else { return false }
        return bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95 }
    }

    private func snapshotFailure(of guest: Guest, _ name: SnapshotName) -> HostError? {
        if guest.file.isTemplate {
            return HostError(.refused, "you can't take a snapshot if it's a template")
        }
        if guest.file.snapshots[name] != nil {
            return HostError(.exists, "snapshot name '\(name)' already used")
        }
        for (key, value) in guest.file.current.values where ConfigurationKey.isAttachedVolume(key) {
            let disk = DiskText(value)
            if disk.properties["media"] == "cdrom" { continue }
            guard !disk.isBindMount, storages[disk.storage]?.kind.canSnapshot(guest.kind) == true else {
                return HostError(.refused, "snapshot feature is not available")
            }
        }
        return nil
    }

    mutating func finishSnapshot(_ name: SnapshotName, of id: GuestID) {
        guard let guest = guests[id] else { return }
        var file = guest.file
        file.lock = nil
        var section = file.current
        section.description = nil
        for key in section.values.keys where ConfigurationKey.index(of: key, after: "unused") != nil {
            section[key] = nil
        }
        section["snaptime"] = String(now.seconds)
        file.snapshots[name] = section
        file.current["parent"] = name.text
        guests[id]?.file = file
        guests[id]?.interiorSnapshots[name] = guest.interior
    }

    mutating func finishRollback(_ name: SnapshotName, of id: GuestID, starts: Bool) throws(HostError) {
        guard let guest = guests[id], let section = guest.file.snapshots[name] else {
            throw HostError(.missing, "snapshot '\(name)' does not exist")
        }
        var file = guest.file
        let old = file.current
        file.current = section
        file.current.description = old.description
        file.current["snaptime"] = nil
        file.current["parent"] = name.text
        for unused in old.indexed("unused") { file.current[unused.key] = unused.value }
        file.pending = PendingSection()
        keepNewVolumes(of: old, in: &file.current)
        guests[id]?.file = file
        guests[id]?.interior = guest.interiorSnapshots[name] ?? Interior()
        guests[id]?.runs = []
        if starts { try boot(id) }
    }

    /// Disks that were added after the snapshot stay as unused ones.
    private func keepNewVolumes(of old: GuestSection, in section: inout GuestSection) {
        let kept = Set(section.values.filter { ConfigurationKey.isVolume($0.key) }.map { DiskText($0.value).file })
        for (key, value) in old.values.sorted(by: { $0.key < $1.key }) where ConfigurationKey.isAttachedVolume(key) {
            let disk = DiskText(value)
            if disk.isBindMount || disk.properties["media"] == "cdrom" || kept.contains(disk.file) { continue }
            section[section.firstFree("unused")] = disk.file
        }
    }
}

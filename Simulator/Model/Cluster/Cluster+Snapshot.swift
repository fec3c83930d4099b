package import PhoenixModel

extension Cluster {
    /// Takes a snapshot; what hinders it is met by the task.
    package mutating func snapshot(
        _ reference: GuestReference, _ name: SnapshotName, description: String? = nil
    ) throws(HostError) -> TaskID {
        let guest = try locate(reference)
        let reserved = guest.kind == .container ? ["current", "vzdump"] : ["current", "pending"]
        if reserved.contains(name.text) {
            throw HostError(.refused, "unable to use snapshot name '\(name)' (reserved name)")
        }
        guard Self.isSnapshotName(name.text) else {
            throw HostError.parameter("snapname", "invalid format - invalid configuration ID '\(name)'")
        }
        let failure = lockFailure(of: guest) ?? snapshotFailure(of: guest, name)
        if failure == nil { guests[guest.id]?.file.lock = "snapshot" }
        return begin(
            .snapshot(name, description: description), on: guest, milliseconds: timing[.snapshot], failure: failure,
            log: failure == nil ? snapshotLog(of: guest) : [])
    }

    /// Machines' workers name each disk.
    private func snapshotLog(of guest: Guest) -> [String] {
        guard guest.kind == .machine else { return [] }
        return guest.file.current.values.sorted { $0.key < $1.key }.compactMap { key, value in
            let disk = DiskText(value)
            guard ConfigurationKey.isAttachedVolume(key), disk.properties["media"] != "cdrom" else { return nil }
            return "snapshotting 'drive-\(key)' (\(disk.file))"
        }
    }

    /// Brings a guest back to a snapshot: it is stopped, and stays so unless `starts`.
    package mutating func rollback(
        _ reference: GuestReference, to name: SnapshotName, starts: Bool = false
    ) throws(HostError) -> TaskID {
        let guest = try locate(reference)
        let failure = lockFailure(of: guest) ?? rollbackFailure(of: guest, to: name)
        if failure == nil {
            if guest.workingTask == nil { halt(guest.id) }
            guests[guest.id]?.file.lock = "rollback"
        }
        return begin(
            .rollback(name, starts: starts), on: guest, milliseconds: timing[.rollback], failure: failure)
    }

    private func rollbackFailure(of guest: Guest, to name: SnapshotName) -> HostError? {
        guard guest.file.snapshots[name] != nil else {
            return HostError(.missing, "snapshot '\(name)' does not exist")
        }
        // ZFS goes back to the latest one only.
        guard let latest = guest.file.snapshotsByAge.last, latest != name else { return nil }
        let volume = guest.volumes.first { storages[$0.storage]?.kind == .zfs }
        return volume.map {
            HostError(.refused, "can't rollback, '\(name)' is not most recent snapshot on '\($0.volume)'")
        }
    }

    /// Removes a snapshot; what hinders it is met by the task.
    package mutating func deleteSnapshot(
        _ reference: GuestReference, _ name: SnapshotName
    ) throws(HostError) -> TaskID {
        let guest = try locate(reference)
        var failure = lockFailure(of: guest)
        if failure == nil, guest.file.snapshots[name] == nil {
            failure = HostError(.missing, "snapshot '\(name)' does not exist")
        }
        if failure == nil { guests[guest.id]?.file.lock = "snapshot-delete" }
        return begin(.deleteSnapshot(name), on: guest, milliseconds: timing[.snapshot], failure: failure)
    }

    /// Changes a snapshot's description, at once.
    package mutating func describeSnapshot(
        _ reference: GuestReference, _ name: SnapshotName, _ description: String?
    ) throws(HostError) {
        let guest = try locate(reference)
        try requireUnlocked(guest)
        guard guest.file.snapshots[name] != nil else {
            throw HostError(.missing, "snapshot '\(name)' does not exist")
        }
        guests[guest.id]?.file.snapshots[name]?.description = description?.isEmpty == true ? nil : description
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

    mutating func finishSnapshot(_ name: SnapshotName, _ description: String?, of id: GuestID) {
        guard let guest = guests[id] else { return }
        var file = guest.file
        file.lock = nil
        var section = file.current
        section.description = description?.isEmpty == true ? nil : description
        for key in section.values.keys where ConfigurationKey.index(of: key, after: "unused") != nil {
            section[key] = nil
        }
        section["snaptime"] = String(now.seconds)
        file.snapshots[name] = section
        file.current["parent"] = name.text
        guests[id]?.file = file
        guests[id]?.interiorSnapshots[name] = guest.interior
    }

    /// Those that were taken after it rest on its parent from now on.
    mutating func finishSnapshotDeletion(_ name: SnapshotName, of id: GuestID) {
        guard var file = guests[id]?.file, let removed = file.snapshots[name] else { return }
        file.lock = nil
        file.snapshots[name] = nil
        for other in file.snapshots.keys where file.snapshots[other]?["parent"] == name.text {
            file.snapshots[other]?["parent"] = removed["parent"]
        }
        if file.current["parent"] == name.text { file.current["parent"] = removed["parent"] }
        guests[id]?.file = file
        guests[id]?.interiorSnapshots[name] = nil
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

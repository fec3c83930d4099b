package import PhoenixModel

extension Cluster {
    /// Moves one of a stopped container's disks to another storage; the old one stays as an unused one.
    package mutating func moveVolume(
        _ reference: GuestReference, key: String, to storage: StorageName, removesSource: Bool
    ) throws(HostError) -> TaskID {
        let guest = try locate(reference)
        try requireUnlocked(guest)
        if guest.kind == .container, guest.running != nil {
            throw HostError(.refused, "cannot move volumes of a running container")
        }
        guard let disk = guest.file.current[key].map(DiskText.init), !disk.isBindMount else {
            throw HostError(.missing, "volume '\(key)' is not configured")
        }
        _ = try requireStorage(storage, on: guest.node, for: guest.kind)
        if guest.kind == .container { guests[guest.id]?.file.lock = "disk" }
        let size = disk.sizeGibibytes ?? 0
        let milliseconds = timing[.fullClone] + timing[.fullClonePerGibibyte] * size
        return begin(
            .moveVolume(key: key, to: storage, removesSource: removesSource), on: guest, milliseconds: milliseconds)
    }

    mutating func finishMove(
        of key: String, of id: GuestID, to storage: StorageName, removesSource: Bool
    ) throws(HostError) {
        unlock(id, from: "disk")
        guard var disk = guests[id]?.file.current[key].map(DiskText.init) else {
            throw HostError(.missing, "volume '\(key)' is not configured")
        }
        let old = disk
        let volume = try allocate(on: storage, sizeBytes: old.sizeBytes ?? 0, for: id)
        disk.properties["file"] = volume.volume
        guests[id]?.file.current[key] = disk.text
        if removesSource {
            release(old.file, of: id)
        } else {
            keepUnused(old, of: id)
        }
    }
}

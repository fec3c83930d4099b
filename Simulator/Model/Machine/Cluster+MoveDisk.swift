package import PhoenixModel

extension Cluster {
    /// Moves one of a machine's disks to another storage, running or not; the old one stays as an unused one.
    package mutating func moveDisk(
        _ reference: GuestReference, key: String, to name: StorageName, removesSource: Bool
    ) throws(HostError) -> TaskID {
        let guest = try locate(reference)
        try requireUnlocked(guest)
        guard let disk = guest.file.current[key].map(DiskText.init) else {
            throw HostError(.missing, "disk '\(key)' does not exist")
        }
        if disk.file.isEmpty { throw HostError(.refused, "disk '\(key)' has no associated volume") }
        if disk.isCDROM, !disk.isCloudInit { throw HostError(.refused, "you can't move a cdrom") }
        if disk.storage == name { throw HostError(.refused, "you can't move to the same storage with same format") }
        let storage = try requireStorage(name, on: guest.node)
        guard storage.content.contains("images") else {
            throw HostError.parameter("storage", "storage '\(name)' does not support vm images")
        }
        if removesSource, guest.file.snapshots.values.contains(where: { $0.names(disk.file, besides: nil) }) {
            throw HostError(.refused, "you can't move a disk with snapshots and delete the source")
        }
        let size = disk.sizeBytes ?? 0
        let milliseconds = timing[.fullClone] + timing[.fullClonePerGibibyte] * VolumeSize.gibibytes(size)
        return begin(
            .moveVolume(key: key, to: name, removesSource: removesSource), on: guest, milliseconds: milliseconds,
            log: ["create full clone of drive \(key) (\(disk.file))"] + Self.copyLog(sizeBytes: size))
    }
}

package import PhoenixModel

extension Cluster {
    /// Makes a disk larger: `rootfs`, `mpN` or `scsiN`.
    package mutating func grow(
        _ reference: GuestReference, key: String, toGibibytes size: Int
    ) throws(HostError) -> TaskID {
        let guest = try locate(reference)
        try requireUnlocked(guest)
        guard let disk = guest.file.current[key].map(DiskText.init), !disk.isBindMount else {
            throw HostError(.missing, "disk '\(key)' does not exist")
        }
        let current = disk.sizeGibibytes ?? 0
        guard guest.kind == .container else { return growMachine(guest, key, from: current, to: size) }
        if size == current { throw HostError(.refused, "disk is already at specified size") }
        if size < current { throw HostError(.refused, "unable to shrink disk size") }
        let path = "/dev/\(disk.storage)/\(VolumeText.name(of: disk.file))"
        return begin(
            .grow(key: key, sizeGibibytes: size), on: guest, milliseconds: timing[.grow],
            log: TaskLog.growth(of: path, fromGibibytes: current, toGibibytes: size))
    }

    /// A machine's worker finds out itself, and takes the present size for done.
    private mutating func growMachine(_ guest: Guest, _ key: String, from current: Int, to size: Int) -> TaskID {
        let failure = size < current ? HostError(.refused, "shrinking disks is not supported") : nil
        return begin(
            .grow(key: key, sizeGibibytes: size), on: guest, milliseconds: timing[.grow], failure: failure,
            log: failure == nil ? ["Image resized."] : [])
    }

    mutating func finishGrowth(of key: String, of id: GuestID, toGibibytes size: Int) throws(HostError) {
        guard var disk = guests[id]?.file.current[key].map(DiskText.init) else {
            throw HostError(.missing, "disk '\(key)' does not exist")
        }
        disk.sizeBytes = size * VolumeSize.bytesPerGibibyte
        try grow(disk.file, of: id, toBytes: size * VolumeSize.bytesPerGibibyte)
        guests[id]?.file.current[key] = disk.text
    }
}

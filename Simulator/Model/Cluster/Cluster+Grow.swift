package import PhoenixModel

extension Cluster {
    /// Makes a disk larger as the API asks for it: `8G` is the new size, `+2G` is added to the present one.
    package mutating func resize(
        _ reference: GuestReference, key: String, to text: String
    ) throws(HostError) -> TaskID {
        let guest = try locate(reference)
        let present = guest.file.current[key].map(DiskText.init)?.sizeBytes ?? 0
        let isGrowth = text.hasPrefix("+")
        let size = VolumeSize.bytes(isGrowth ? String(text.dropFirst()) : text) ?? 0
        return try grow(reference, key: key, toBytes: isGrowth ? present + size : size)
    }

    /// Makes a disk larger: `rootfs`, `mpN` or `scsiN`.
    package mutating func grow(
        _ reference: GuestReference, key: String, toBytes size: Int
    ) throws(HostError) -> TaskID {
        let guest = try locate(reference)
        try requireUnlocked(guest)
        guard let disk = guest.file.current[key].map(DiskText.init), !disk.isBindMount else {
            throw HostError(.missing, "disk '\(key)' does not exist")
        }
        if disk.properties["media"] == "cdrom" { throw HostError(.refused, "you can't resize a cdrom") }
        let current = disk.sizeBytes ?? 0
        guard guest.kind == .container else { return growMachine(guest, key, from: current, to: size) }
        if size == current { throw HostError(.refused, "disk is already at specified size") }
        if size < current { throw HostError(.refused, "unable to shrink disk size") }
        let path = storages[disk.storage]?.path(of: disk.file) ?? disk.file
        return begin(
            .grow(key: key, sizeBytes: size), on: guest, milliseconds: timing[.grow],
            log: TaskLog.growth(of: path, fromBytes: current, toBytes: size))
    }

    /// A machine's worker finds out itself, and takes the present size for done.
    private mutating func growMachine(_ guest: Guest, _ key: String, from current: Int, to size: Int) -> TaskID {
        let failure = size < current ? HostError(.refused, "shrinking disks is not supported") : nil
        return begin(
            .grow(key: key, sizeBytes: size), on: guest, milliseconds: timing[.grow], failure: failure,
            log: failure == nil ? ["Image resized."] : [])
    }

    mutating func finishGrowth(of key: String, of id: GuestID, toBytes size: Int) throws(HostError) {
        guard var disk = guests[id]?.file.current[key].map(DiskText.init) else {
            throw HostError(.missing, "disk '\(key)' does not exist")
        }
        disk.sizeBytes = size
        try grow(disk.file, of: id, toBytes: size)
        guests[id]?.file.current[key] = disk.text
    }

    /// Refuses a change of a file that is no longer as its reader saw it.
    package func requireDigest(_ digest: String?, of reference: GuestReference) throws(HostError) {
        guard let digest, digest != (try locate(reference)).file.digest else { return }
        throw HostError(
            .conflict,
            reference.kind == .container
                ? "detected modified configuration - file changed by other user? Try again."
                : "checksum mismatch (file change by other user?)")
    }
}

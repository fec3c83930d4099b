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
        if size == current { throw HostError(.refused, "disk is already at specified size") }
        if size < current { throw HostError(.refused, "unable to shrink disk size") }
        return begin(.grow(key: key, sizeGibibytes: size), on: guest, milliseconds: timing[.grow])
    }

    mutating func finishGrowth(of key: String, of id: GuestID, toGibibytes size: Int) throws(HostError) {
        guard var disk = guests[id]?.file.current[key].map(DiskText.init) else {
            throw HostError(.missing, "disk '\(key)' does not exist")
        }
        try grow(disk.file, of: id, toGibibytes: size)
        disk.properties["size"] = "\(size)G"
        guests[id]?.file.current[key] = disk.text
    }
}

import PhoenixModel

/// A new container's settings.
extension Cluster {
    /// Values as Proxmox writes them, checked as far as it checks them at once.
    mutating func normalised(
        _ values: [String: String], for reference: GuestReference
    ) throws(HostError) -> [(key: String, value: String)] {
        var result: [(key: String, value: String)] = []
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            result.append((key, try normalised(key, value, for: reference)))
        }
        return result
    }

    private mutating func normalised(
        _ key: String, _ value: String, for reference: GuestReference
    ) throws(HostError) -> String {
        switch ConfigurationKey.split(key)?.prefix ?? key {
        case "rootfs", "mp":
            try requireNewDisk(DiskText(value), for: reference)
            return value
        case "net": return completedNetwork(try verified(key, value, on: reference.node), kind: reference.kind)
        case "unprivileged": return value
        default: return try verified(key, value, on: reference.node)
        }
    }

    private func requireNewDisk(_ disk: DiskText, for reference: GuestReference) throws(HostError) {
        guard !disk.isBindMount else { return }
        if disk.allocationBytes != nil {
            _ = try requireStorage(disk.storage, on: reference.node, for: reference.kind)
        } else if guests[reference.id]?.volumes.contains(where: { $0.volume == disk.file }) != true {
            throw HostError(.missing, "volume '\(disk.file)' does not exist")
        }
    }

    /// Writes one value of a new container into its file; disks are made.
    mutating func put(_ key: String, _ value: String, into id: GuestID) throws(HostError) {
        guard ConfigurationKey.isAttachedVolume(key) else {
            guests[id]?.file.current[key] = value
            return
        }
        var disk = DiskText(value)
        if let size = disk.allocationBytes {
            disk.file = try allocate(on: disk.storage, sizeBytes: size, for: id).volume
            disk.sizeBytes = size
        }
        guests[id]?.file.current[key] = disk.text
    }
}

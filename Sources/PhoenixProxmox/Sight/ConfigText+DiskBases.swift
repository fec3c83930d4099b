import PhoenixModel

extension ConfigText {
    /// What the disks of a linked clone rest on, ascending; disks that are not attached (`unused0`) hold on to it as well.
    var diskBases: [DiskBase] {
        let found = values.compactMap { key, text -> DiskBase? in
            // Few values have a path in them, and this is asked of every guest.
            guard text.utf8.contains(UInt8(ascii: "/")), Self.isDisk(key) else { return nil }
            let disk = Properties(text, defaultKey: "volume")
            return (disk["volume"] ?? disk["file"]).flatMap { DiskBase(volume: $0) }
        }
        return Set(found).sorted()
    }

    private static func isDisk(_ key: String) -> Bool {
        key == "rootfs" || disks.contains { key.hasPrefix($0) && Int(key.dropFirst($0.count)) != nil }
    }

    private static let disks = ["mp", "scsi", "virtio", "sata", "ide", "efidisk", "tpmstate", "unused"]
}

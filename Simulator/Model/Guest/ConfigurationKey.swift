/// What the names of settings in a configuration file say.
package enum ConfigurationKey {
    /// The number behind `prefix`: 3 for `net3` and `net`; nil for any other key.
    package static func index(of key: String, after prefix: String) -> Int? {
        guard key.hasPrefix(prefix) else { return nil }
        let digits = key.utf8.dropFirst(prefix.utf8.count)
        guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(key.dropFirst(prefix.count))
    }

    /// `net` and 3 for `net3`; nil if it ends with no number, or with one that is written with leading zeros.
    package static func split(_ key: String) -> (prefix: String, index: Int)? {
        let prefix = key.prefix { !$0.isNumber }
        let digits = key.dropFirst(prefix.count)
        guard let index = Int(digits), String(index) == digits else { return nil }
        return (String(prefix), index)
    }

    /// Whether the key names a disk of a guest: `rootfs`, `mpN`, `scsiN`, `unusedN`, ….
    package static func isVolume(_ key: String) -> Bool {
        isAttachedVolume(key) || index(of: key, after: "unused") != nil
    }

    /// Whether the key is a disk that the guest uses, so not one that lies unused.
    package static func isAttachedVolume(_ key: String) -> Bool {
        key == "rootfs" || diskPrefixes.contains { index(of: key, after: $0) != nil }
    }

    /// Whether the key is a machine's drive: Proxmox has a fixed number of each.
    package static func isDrive(_ key: String) -> Bool {
        guard let (prefix, index) = split(key), let limit = drives[prefix] else { return false }
        return index < limit
    }

    /// Every drive that a machine may boot from, in the order in which Proxmox looks for the first.
    package static let bootableDrives: [String] = [("ide", 4), ("scsi", 31), ("virtio", 16), ("sata", 6)].flatMap {
        prefix, limit in (0..<limit).map { "\(prefix)\($0)" }
    }

    private static let drives = [
        "efidisk": 1, "ide": 4, "sata": 6, "scsi": 31, "tpmstate": 1, "virtio": 16,
    ]

    private static let diskPrefixes = ["mp"] + drives.keys.sorted()
}

/// What a linked clone's disk rests on: another guest's disk, which must stay where it is as long as the clone lives.
package struct DiskBase: Hashable, Comparable, Codable, Sendable {
    /// The guest whose disk it is: a template.
    package let guest: GuestID
    package let storage: StorageName

    package init(guest: GuestID, storage: StorageName) {
        self.guest = guest
        self.storage = storage
    }

    /// Reads a volume id such as `tank:base-900-disk-0/vm-101-disk-0`; nil if it shows no base.
    ///
    /// On LVM-thin and Btrfs none does: there a linked clone shares blocks, but nothing keeps its base from being removed.
    ///
    /// Source: Proxmox, `parse_volname` of the storage plug-ins, whose base `vdisk_free` and the migrations ask for.
    package init?(volume: some StringProtocol) {
        guard let colon = volume.firstIndex(of: ":") else { return nil }
        // The last part is the volume's own name.
        let bases = volume[volume.index(after: colon)...].split(separator: "/").dropLast()
        let words = bases.last { $0.hasPrefix("base") }?.split(separator: "-") ?? []
        guard words.count > 2, ["base", "basevol"].contains(words[0]), let number = Int(words[1]),
            let guest = GuestID(number)
        else { return nil }
        self.init(guest: guest, storage: StorageName(String(volume[..<colon])))
    }

    package static func < (left: DiskBase, right: DiskBase) -> Bool {
        (left.guest, left.storage) < (right.guest, right.storage)
    }
}

import PhoenixModel

extension Cluster {
    /// Takes a new disk for a guest under the lowest free name, and returns its volume id.
    mutating func allocate(
        on storageName: StorageName, sizeBytes: Int, for id: GuestID, occupiedBytes: Int? = nil,
        base: String? = nil, format: String? = nil
    ) throws(HostError) -> StoredVolume {
        guard let guest = guests[id], let storage = storages[storageName] else {
            throw HostError(.missing, "storage '\(storageName)' does not exist")
        }
        var name = storage.kind.volumeName(
            guest: id, kind: guest.kind, disk: Self.firstFreeDisk(of: guest, on: storageName))
        if let format, guest.kind == .machine, storage.kind.keepsFiles, let dot = name.lastIndex(of: ".") {
            name = name[...dot] + format
        }
        if let base { name = storage.kind.linkedName(base: VolumeText.name(of: base), own: name) }
        let volume = StoredVolume(
            volume: "\(storageName):\(name)", sizeBytes: sizeBytes, occupiedBytes: occupiedBytes, base: base,
            createdAt: now)
        guard volume.occupiedBytes <= storage.availableBytes(on: guest.node) else {
            throw HostError(
                .noSpace,
                storage.kind.fullText(
                    volume: name, sizeGibibytes: VolumeSize.gibibytes(sizeBytes),
                    availableGibibytes: storage.availableGibibytes(on: guest.node)))
        }
        add(volume, to: id)
        return volume
    }

    /// Gives a guest a volume that its storage has room for.
    mutating func add(_ volume: StoredVolume, to id: GuestID) {
        guard let guest = guests[id] else { return }
        guests[id]?.volumes.append(volume)
        storages[volume.storage]?.occupy(bytes: volume.occupiedBytes, on: guest.node)
    }

    /// Gives one disk back.
    mutating func release(_ name: String, of id: GuestID) {
        guard let guest = guests[id], let index = guest.volumes.firstIndex(where: { $0.volume == name }) else { return }
        let volume = guest.volumes[index]
        guests[id]?.volumes.remove(at: index)
        storages[volume.storage]?.occupy(bytes: -volume.occupiedBytes, on: guest.node)
    }

    /// Makes a disk larger.
    mutating func grow(_ name: String, of id: GuestID, toBytes size: Int) throws(HostError) {
        guard let guest = guests[id], let index = guest.volumes.firstIndex(where: { $0.volume == name }) else {
            throw HostError(.missing, "no such volume '\(name)'")
        }
        let volume = guest.volumes[index]
        let growth = size - volume.sizeBytes
        let storage = storages[volume.storage]
        guard let storage, growth <= storage.availableBytes(on: guest.node) else {
            throw HostError(.noSpace, "not enough free space on storage '\(volume.storage)'")
        }
        guests[id]?.volumes[index].sizeBytes = size
        guests[id]?.volumes[index].occupiedBytes += growth
        storages[volume.storage]?.occupy(bytes: growth, on: guest.node)
    }

    /// Removes the guest with all its disks, and all that it held.
    mutating func removeGuest(_ id: GuestID) {
        guard let guest = guests[id] else { return }
        halt(id)
        for volume in guest.volumes { release(volume.volume, of: id) }
        guests[id] = nil
    }

    /// Whether linked clones keep a guest's volume: Proxmox looks for names on the same storage that show it as their base.
    func hasLinkedClones(_ volume: String, of owner: Guest) -> Bool {
        let isShared = storages[VolumeText.storage(of: volume)]?.isShared == true
        return guests.values.contains { clone in
            (isShared || clone.node == owner.node)
                && clone.volumes.contains { $0.base == volume && DiskBase(volume: $0.volume) != nil }
        }
    }

    /// The number in `…-ID-disk-N`.
    static func owner(ofVolume volume: String) -> GuestID? {
        let parts = volume.split(separator: "-")
        guard let disk = parts.lastIndex(of: "disk"), disk > 0 else { return nil }
        return Int(parts[disk - 1]).flatMap(GuestID.init)
    }

    private static func firstFreeDisk(of guest: Guest, on storage: StorageName) -> Int {
        let taken = Set(
            guest.volumes.filter { $0.storage == storage }.compactMap { volume in
                volume.volume.split(separator: "-").last.flatMap { Int($0.prefix(while: \.isNumber)) }
            })
        var number = 0
        while taken.contains(number) { number += 1 }
        return number
    }
}

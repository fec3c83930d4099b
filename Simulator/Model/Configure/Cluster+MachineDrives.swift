import PhoenixModel

/// A drive that a machine was given, as its file says it and as the task's log says it.
struct MadeDrive {
    let text: String
    /// Set if a volume was made for it.
    var volume: String?
    var log: [String] = []
}

extension Cluster {
    /// Makes what a drive asks for, or looks at what it names.
    mutating func makeDrive(_ key: String, _ disk: DiskText, for id: GuestID) throws(HostError) -> MadeDrive {
        if disk.file == "none" || disk.file == "cdrom" || disk.isBindMount {
            var disk = disk
            if !disk.isBindMount { disk.properties["size"] = nil }
            return MadeDrive(text: disk.text)
        }
        if disk.asksForCloudInit { return try makeCloudInitDrive(key, disk, for: id) }
        guard let size = disk.allocationBytes else { return try existingDrive(key, disk, of: id) }
        guard storages[disk.storage] != nil else {
            throw HostError(.missing, "storage '\(disk.storage)' does not exist")
        }
        var disk = disk
        let source = disk.properties["import-from"]
        disk.properties["import-from"] = nil
        let bytes = try driveBytes(key, disk, asked: size, source: source)
        let volume = try allocate(
            on: disk.storage, sizeBytes: bytes, for: id, format: disk.properties["format"])
        disk.file = volume.volume
        disk.sizeBytes = bytes
        disk.properties["format"] = nil
        if key == "efidisk0", disk.properties["efitype"] == "4m", disk.properties.isOn("pre-enrolled-keys") {
            disk.properties["ms-cert"] = "2023k"
        }
        let copied = source == nil ? [] : Self.copyLog(sizeBytes: bytes)
        let formatted = storages[disk.storage].map { Self.formatLog(volume, on: $0) } ?? []
        let log = formatted + copied + ["\(key): successfully created disk '\(disk.text)'"]
        return MadeDrive(text: disk.text, volume: volume.volume, log: log)
    }

    /// What a copy of a disk prints at its begin and end.
    static func copyLog(sizeBytes: Int) -> [String] {
        let size = "\(VolumeSize.gibibytes(sizeBytes)).0 GiB"
        return ["transferred 0.0 B of \(size) (0.00%)", "transferred \(size) of \(size) (100.00%)"]
    }

    /// Firmware's variables and a TPM's state have sizes of their own; an imported disk has its image's.
    private func driveBytes(_ key: String, _ disk: DiskText, asked: Int, source: String?) throws(HostError) -> Int {
        let kibibyte = 1024
        let smallest = storages[disk.storage]?.kind == .thin ? 4096 * kibibyte : 0
        switch key {
        case "efidisk0": return max(smallest, (disk.properties["efitype"] == "4m" ? 528 : 128) * kibibyte)
        case "tpmstate0": return 4096 * kibibyte
        default: break
        }
        guard let source else { return asked }
        guard let bytes = sourceBytes(source) else {
            throw HostError(.missing, "cannot import from '\(source)' - volume '\(source)' does not exist")
        }
        return bytes
    }

    private func sourceBytes(_ source: String) -> Int? {
        let storage = storages[VolumeText.storage(of: source)]
        if let image = storage?.images.first(where: { $0.volume == source }) {
            return image.diskGibibytes * VolumeSize.bytesPerGibibyte
        }
        return Self.owner(ofVolume: source).flatMap { guests[$0] }?.volumes.first { $0.volume == source }?.sizeBytes
    }

    private mutating func makeCloudInitDrive(
        _ key: String, _ disk: DiskText, for id: GuestID
    ) throws(HostError) -> MadeDrive {
        guard let storage = storages[disk.storage], let guest = guests[id] else {
            throw HostError(.missing, "storage '\(disk.storage)' does not exist")
        }
        let sections = [guest.file.current, guest.file.pending.section]
        if let other = sections.compactMap(\.cloudInitDrive).first(where: { $0 != key }) {
            throw HostError(.refused, "\(key) - cloud-init drive is already attached at '\(other)'")
        }
        let format = disk.properties["format"] ?? "qcow2"
        let name = storage.kind.keepsFiles ? "\(id)/vm-\(id)-cloudinit.\(format)" : "vm-\(id)-cloudinit"
        let volume = Self.cloudInitVolume(name, on: storage.name)
        guard !guest.volumes.contains(where: { $0.volume == volume.volume }) else {
            throw HostError(.exists, "unable to create image: \(name) already exists")
        }
        add(volume, to: id)
        var disk = disk
        disk.file = volume.volume
        disk.properties["media"] = "cdrom"
        disk.properties["format"] = nil
        let log = Self.formatLog(volume, on: storage) + ["\(key): successfully created disk '\(disk.text)'"]
        return MadeDrive(text: disk.text, volume: volume.volume, log: log)
    }

    /// What making an image in QEMU's own format prints.
    private static func formatLog(_ volume: StoredVolume, on storage: Storage) -> [String] {
        guard storage.kind.keepsFiles, volume.volume.hasSuffix(".qcow2") else { return [] }
        let path = "\(storage.properties["path"] ?? "")/images/\(VolumeText.name(of: volume.volume))"
        return [
            "Formatting '\(path)', fmt=qcow2 cluster_size=65536 extended_l2=off preallocation=metadata "
                + "compression_type=zlib size=\(volume.sizeBytes) lazy_refcounts=off refcount_bits=16"
        ]
    }

    /// A new cloud-init drive; its few MiB are not counted, because plans count whole GiB.
    static func cloudInitVolume(_ name: String, on storage: StorageName) -> StoredVolume {
        StoredVolume(volume: "\(storage):\(name)", sizeBytes: 4 * 1024 * 1024, occupiedBytes: 0)
    }

    private func existingDrive(_ key: String, _ disk: DiskText, of id: GuestID) throws(HostError) -> MadeDrive {
        guard let storage = storages[disk.storage] else {
            throw HostError(.missing, "storage '\(disk.storage)' does not exist")
        }
        var disk = disk
        if disk.isCloudInit {
            let sections = [guests[id]?.file.current, guests[id]?.file.pending.section].compactMap { $0 }
            if let other = sections.compactMap(\.cloudInitDrive).first(where: { $0 != key }) {
                throw HostError(.refused, "\(key) - cloud-init drive is already attached at '\(other)'")
            }
        }
        if let image = storage.images.first(where: { $0.volume == disk.file }) {
            disk.sizeBytes = image.diskGibibytes * VolumeSize.bytesPerGibibyte
        } else {
            let owner = Self.owner(ofVolume: disk.file).flatMap { guests[$0] } ?? guests[id]
            let volume = owner?.volumes.first { $0.volume == disk.file }
            guard let volume else { throw HostError(.missing, "volume \(disk.file) does not exist") }
            if !disk.isCloudInit { disk.sizeBytes = volume.sizeBytes }
        }
        return MadeDrive(text: disk.text)
    }

    /// A drive's volume stays as an unused one; a cloud-init drive's goes.
    mutating func keepUnused(_ disk: DiskText, of id: GuestID) {
        if disk.isCloudInit {
            release(disk.file, of: id)
            guests[id]?.file.cloudInit = nil
        } else if !disk.isCDROM, guests[id]?.volumes.contains(where: { $0.volume == disk.file }) == true {
            guests[id]?.file.current.addUnused(disk.file)
        }
    }
}

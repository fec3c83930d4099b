package import PhoenixModel

/// A guest to be made as a copy of another.
package struct CloneOrder: Hashable, Sendable {
    package var source: GuestReference
    package var snapshot: SnapshotName?
    package var guest: GuestReference
    /// The new guest's name; nil gives Proxmox's own.
    package var name: String?
    /// Whether disks are copied; otherwise they rest on the template's.
    package var isFull: Bool
    /// Where copied disks go; nil keeps each on the storage it is on.
    package var storage: StorageName?
    /// Changes what it inherits: description and tags.
    package var edit: ConfigurationEdit

    package init(
        source: GuestReference, snapshot: SnapshotName?, guest: GuestReference, name: String?, isFull: Bool,
        storage: StorageName?, edit: ConfigurationEdit
    ) {
        self.source = source
        self.snapshot = snapshot
        self.guest = guest
        self.name = name
        self.isFull = isFull
        self.storage = storage
        self.edit = edit
    }
}

extension Cluster {
    /// Copies a guest: the new file is there at once, locked; the source is locked as well while it is a container.
    package mutating func clone(_ order: CloneOrder) throws(HostError) -> TaskID {
        let source = try locate(order.source)
        try requireUnlocked(source)
        try requireOnline(order.guest.node)
        try requireVacant(order)
        let section = try cloneSection(of: source, order.snapshot)
        let disks = try cloneDisks(of: source, section, order)

        guests[order.guest.id] = Guest(
            id: order.guest.id, node: order.guest.node, file: cloneFile(of: source, section, order),
            volumes: [], interior: cloneInterior(of: source, order.snapshot))
        guests[order.guest.id]?.firewallFile = source.firewallFile
        let failure = copy(disks, to: order)
        if source.kind == .container { guests[source.id]?.file.lock = "disk" }
        guard let guest = guests[order.guest.id] else { throw HostError(.missing, Self.missingText(order.guest)) }
        let gibibytes = disks.reduce(0) { $0 + $1.volume.sizeGibibytes }
        let milliseconds =
            order.isFull
            ? timing[.fullClone] + timing[.fullClonePerGibibyte] * gibibytes : timing[.linkedClone]
        return begin(
            .clone(source: source.id), on: guest, milliseconds: milliseconds, failure: failure,
            log: cloneLog(of: source, disks, order))
    }

    private mutating func cloneLog(of source: Guest, _ disks: [CloneDisk], _ order: CloneOrder) -> [String] {
        if source.kind == .machine { return machineCloneLog(of: source, order) }
        var lines = ["creating a clone of container \(source.id) with ID \(order.guest.id)"]
        for disk in disks {
            let volume = disk.volume.volume
            if order.isFull {
                lines.append("create full clone of mountpoint \(disk.key) (\(volume))")
                lines += TaskLog.fileSystem(gibibytes: disk.volume.sizeGibibytes, volume: volume)
                lines += TaskLog.copying
            } else {
                lines.append("create linked clone of mount point \(disk.key) (\(volume))")
            }
        }
        return lines
    }

    private func requireVacant(_ order: CloneOrder) throws(HostError) {
        guard order.source.kind == .machine else { return try requireVacant(order.guest) }
        if guests[order.guest.id] != nil {
            throw HostError(.exists, "unable to create VM \(order.guest.id): config file already exists")
        }
    }

    private func cloneSection(of source: Guest, _ snapshot: SnapshotName?) throws(HostError) -> GuestSection {
        guard let snapshot else { return source.file.current }
        guard let section = source.file.snapshots[snapshot] else {
            throw HostError(.missing, "snapshot '\(snapshot)' does not exist")
        }
        return section
    }

    private func cloneInterior(of source: Guest, _ snapshot: SnapshotName?) -> Interior {
        var interior = snapshot.flatMap { source.interiorSnapshots[$0] } ?? source.interior
        interior.boots = 0
        return interior
    }

    /// Everything is inherited, also what a token could not have set; only identities are new.
    private mutating func cloneFile(of source: Guest, _ section: GuestSection, _ order: CloneOrder) -> GuestFile {
        var file = GuestFile(kind: source.kind, current: section)
        for key in ["lock", "parent", "snaptime", "template", "snapstate"] { file.current[key] = nil }
        for key in section.values.keys where ConfigurationKey.isVolume(key) {
            if !DiskText(section[key] ?? "").isCDROM { file.current[key] = nil }
        }
        for network in section.indexed("net") {
            file.current[network.key] = withNewAddress(network.value, kind: source.kind)
        }
        if source.kind == .machine {
            file.current["name"] = order.name ?? "Copy-of-VM-\(section["name"] ?? source.id.description)"
            file.current["smbios1"] = "uuid=\(newIdentifier())"
            file.current["vmgenid"] = newIdentifier()
        } else if let name = order.name {
            file.current["hostname"] = name
        }
        file.current.description = order.edit.description ?? section.description
        for (key, value) in order.edit.values.sorted(by: { $0.key < $1.key }) { file.current[key] = value }
        file.lock = source.kind == .container ? "create" : "clone"
        return file
    }

    private struct CloneDisk {
        let key: String
        let text: DiskText
        let volume: StoredVolume
    }

    private func cloneDisks(
        of source: Guest, _ section: GuestSection, _ order: CloneOrder
    ) throws(HostError) -> [CloneDisk] {
        if !order.isFull, order.storage != nil {
            throw HostError(.refused, "parameter 'storage' not allowed for linked clones")
        }
        if order.isFull, source.kind == .container, source.running != nil, order.snapshot == nil {
            throw HostError(.refused, "Full clone of a running container is only possible from a snapshot")
        }
        var disks: [CloneDisk] = []
        for (key, value) in section.values.sorted(by: { $0.key < $1.key })
        where ConfigurationKey.isAttachedVolume(key) {
            let text = DiskText(value)
            if text.isCDROM { continue }
            if text.isBindMount { throw HostError(.refused, "unable to clone mountpoint '\(key)' (type bind)") }
            guard let volume = source.volumes.first(where: { $0.volume == text.file }) else {
                throw HostError(.missing, "volume '\(text.file)' does not exist")
            }
            try requireCloneable(key, volume, of: source, order)
            disks.append(CloneDisk(key: key, text: text, volume: volume))
        }
        return disks
    }

    private func requireCloneable(
        _ key: String, _ volume: StoredVolume, of source: Guest, _ order: CloneOrder
    ) throws(HostError) {
        let storage = storages[volume.storage]
        if order.guest.node != source.node, storage?.isShared != true {
            throw HostError(
                .refused,
                "can't clone \(source.kind.title) to node '\(order.guest.node)' "
                    + "(\(source.kind.title) uses local storage)")
        }
        guard order.isFull else {
            guard source.file.isTemplate, storage?.kind.canSnapshot(source.kind) == true else {
                throw HostError(
                    .refused,
                    source.kind == .container
                        ? "Linked clone feature for '\(key)' is not available"
                        : "Linked clone feature is not supported for '\(volume.volume)' (\(key))")
            }
            return
        }
        if let target = order.storage {
            _ = try requireStorage(target, on: order.guest.node, for: source.kind)
        }
    }

    /// Takes the new disks; returns what the task will fail with.
    private mutating func copy(_ disks: [CloneDisk], to order: CloneOrder) -> HostError? {
        do throws(HostError) {
            for disk in disks {
                let volume = try allocate(
                    on: order.storage ?? disk.volume.storage, sizeBytes: disk.volume.sizeBytes,
                    for: order.guest.id, occupiedBytes: order.isFull ? nil : 0,
                    base: order.isFull ? nil : disk.volume.volume)
                var text = disk.text
                text.properties["file"] = volume.volume
                guests[order.guest.id]?.file.current[disk.key] = text.text
            }
            copyCloudInitDrive(to: order.guest.id, storage: order.storage)
            return nil
        } catch {
            return error
        }
    }

    /// A machine's cloud-init drive is made anew.
    private mutating func copyCloudInitDrive(to id: GuestID, storage: StorageName?) {
        guard let key = guests[id]?.file.cloudInitDrive,
            var drive = guests[id]?.file.current[key].map(DiskText.init), let guest = guests[id],
            let kind = storages[storage ?? drive.storage]?.kind
        else { return }
        let name = kind.keepsFiles ? "\(guest.id)/vm-\(guest.id)-cloudinit.qcow2" : "vm-\(guest.id)-cloudinit"
        let volume = Self.cloudInitVolume(name, on: storage ?? drive.storage)
        drive.file = volume.volume
        add(volume, to: id)
        guests[id]?.file.current[key] = drive.text
    }
}

package import PhoenixModel

/// A guest to be made from an image, in Proxmox's own keys.
package struct GuestOrder: Hashable, Sendable {
    package var guest: GuestReference
    /// The template tarball or disk image, as a volume id.
    package var image: String
    package var isUnprivileged: Bool
    /// Its settings; `rootfs` or `scsi0` as `STORAGE:GIBIBYTES`.
    package var edit: ConfigurationEdit
    /// Whether it is started when it is made.
    package var starts: Bool

    package init(
        guest: GuestReference, image: String, isUnprivileged: Bool, edit: ConfigurationEdit, starts: Bool = false
    ) {
        self.guest = guest
        self.image = image
        self.isUnprivileged = isUnprivileged
        self.edit = edit
        self.starts = starts
    }
}

extension Cluster {
    /// Makes a guest: its file is there at once, locked; disks and content come with the task.
    package mutating func create(_ order: GuestOrder) throws(HostError) -> TaskID {
        let reference = order.guest
        try requireOnline(reference.node)
        try requireVacant(reference)
        try requireImage(order.image, for: reference)
        let rootKey = reference.kind.rootDiskKey
        guard let root = order.edit.values[rootKey].map(DiskText.init) else {
            throw HostError(.refused, "mount points configured, but '\(rootKey)' not set - aborting")
        }
        try requireCreationStorage(root.storage, for: reference)
        let values = try normalised(order.edit.values, for: reference, current: GuestSection())

        var file = GuestFile(kind: reference.kind)
        file.current.values = firstValues(of: order)
        file.lock = "create"
        guests[reference.id] = Guest(
            id: reference.id, node: reference.node, file: file, volumes: [], interior: Interior(image: order.image))
        write(order.edit, to: reference.id)
        let failure = fill(reference, with: values, image: order.image, root: root)
        guard let guest = guests[reference.id] else { throw HostError(.missing, Self.missingText(reference)) }
        let work: Timing.Work = guest.kind == .container ? .create : .createMachine
        let prefixed = failure.map { HostError($0.kind, "unable to create \(guest.title) - \($0.text)") }
        return begin(
            .create(starts: order.starts), on: guest, milliseconds: timing[work], failure: prefixed,
            log: creationLog(of: guest, from: order.image, failure: failure))
    }

    /// What the worker prints; a template that is not there is met when the disks are made already.
    private mutating func creationLog(of guest: Guest, from image: String, failure: HostError?) -> [String] {
        guard guest.kind == .container else { return [] }
        var lines: [String] = []
        for volume in guest.volumes where storages[volume.storage]?.kind != .zfs {
            lines += TaskLog.fileSystem(gibibytes: volume.sizeGibibytes, identifier: newIdentifier())
        }
        if let failure { return lines + [failure.text] }
        let name = VolumeText.name(of: image).split(separator: "/").last ?? ""
        return lines
            + TaskLog.unpacking(
                "/var/lib/vz/template/cache/\(name)", architecture: guest.file.current["arch"] ?? "amd64")
    }

    /// The number is free in the whole cluster, for containers and machines alike.
    package func requireVacant(_ reference: GuestReference) throws(HostError) {
        guard let other = guests[reference.id] else { return }
        throw HostError(.exists, "\(other.title) already exists on node '\(other.node)'")
    }

    /// The storage may hold the new guest's disks; a container's is told by the parameter's name.
    package func requireCreationStorage(_ name: StorageName, for reference: GuestReference) throws(HostError) {
        guard reference.kind == .container else {
            _ = try requireStorage(name, on: reference.node, for: reference.kind)
            return
        }
        let storage = try requireStorage(name, on: reference.node)
        guard storage.content.contains("rootdir") else {
            throw HostError.parameter("storage", "storage '\(name)' does not support container directories")
        }
    }

    package func requireImage(_ image: String, for reference: GuestReference) throws(HostError) {
        guard image.contains(":") else {
            throw HostError(.forbidden, "Only root can pass arbitrary filesystem paths.")
        }
        guard let storage = storages[VolumeText.storage(of: image)] else {
            throw HostError(.missing, "storage '\(VolumeText.storage(of: image))' does not exist")
        }
        guard storage.isAvailable(on: reference.node) else {
            throw HostError(.refused, "storage '\(storage.name)' is not available on node '\(reference.node)'")
        }
        let name = VolumeText.name(of: image)
        guard let slash = name.firstIndex(of: "/") else {
            throw HostError(.refused, "unable to parse directory volume name '\(name)'")
        }
        let accepted = reference.kind == .container ? ["vztmpl"] : ["import", "iso", "images"]
        guard accepted.contains(String(name[..<slash])) else {
            throw HostError(
                .refused, "unable to use volume \(image) - content type needs to be '\(accepted[0])'")
        }
    }

    private func image(named volume: String) -> StoredImage? {
        storages[VolumeText.storage(of: volume)]?.images.first { $0.volume == volume }
    }

    /// What Proxmox writes into every new file.
    private mutating func firstValues(of order: GuestOrder) -> [String: String] {
        switch order.guest.kind {
        case .container:
            var values = [
                "arch": "amd64", "hostname": "CT\(order.guest.id)", "memory": "512", "swap": "512",
                "ostype": order.image.contains("ubuntu") ? "ubuntu" : "debian",
            ]
            if order.isUnprivileged { values["unprivileged"] = "1" }
            return values
        case .machine:
            return [
                "boot": "order=scsi0;ide2;net0", "memory": "512", "meta": "creation-qemu=10.1.2,ctime=\(now.seconds)",
                "ostype": "l26", "scsihw": "virtio-scsi-single", "smbios1": "uuid=\(newIdentifier())",
                "vmgenid": newIdentifier(),
            ]
        }
    }

    /// Makes disks and writes settings; returns what the task will fail with.
    private mutating func fill(
        _ reference: GuestReference, with values: [(key: String, value: String)], image: String, root: DiskText
    ) -> HostError? {
        guard let source = self.image(named: image) else {
            return HostError(.missing, "volume '\(image)' does not exist")
        }
        do throws(HostError) {
            for (key, value) in values {
                var value = value
                if key == "scsi0", reference.kind == .machine, let size = root.allocationGibibytes {
                    // An imported disk is never smaller than its image.
                    var disk = root
                    disk.properties["file"] = "\(root.storage):\(max(size, source.diskGibibytes))"
                    value = disk.text
                }
                try put(key, value, into: reference.id)
            }
            if reference.kind == .machine { addCloudInitDrive(on: root.storage, to: reference.id) }
            return nil
        } catch {
            return error
        }
    }

    mutating func addCloudInitDrive(on storage: StorageName, to id: GuestID) {
        guard let kind = storages[storage]?.kind else { return }
        let name = kind.keepsFiles ? "\(id)/vm-\(id)-cloudinit.qcow2" : "vm-\(id)-cloudinit"
        guests[id]?.volumes.append(StoredVolume(volume: "\(storage):\(name)", sizeGibibytes: 0))
        guests[id]?.file.current["ide2"] = "\(storage):\(name),media=cdrom"
    }

    /// A random UUID of version 4.
    mutating func newIdentifier() -> String {
        var digits = ""
        for _ in 0..<32 { digits += String(random.next(below: 16), radix: 16) }
        let parts = [8, 4, 4, 4, 12]
        var rest = Substring(digits)
        return parts.map { length in
            defer { rest = rest.dropFirst(length) }
            return String(rest.prefix(length))
        }.joined(separator: "-")
    }
}

extension GuestKind {
    /// `CT` or `VM`, as Proxmox's messages say.
    package var title: String { self == .container ? "CT" : "VM" }

    /// The key of the disk that a guest boots from.
    package var rootDiskKey: String { self == .container ? "rootfs" : "scsi0" }
}

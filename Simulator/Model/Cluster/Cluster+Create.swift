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
        if reference.kind == .machine {
            let task = try create(MachineOrder(order, root: root))
            writeFirst(order.edit, to: reference.id)
            return task
        }
        let values = try normalised(order.edit.values, for: reference)

        var file = GuestFile(kind: reference.kind)
        file.current.values = firstValues(of: order)
        file.lock = "create"
        guests[reference.id] = Guest(
            id: reference.id, node: reference.node, file: file, volumes: [], interior: Interior(image: order.image))
        writeFirst(order.edit, to: reference.id)
        let failure = fill(reference, with: values, image: order.image)
        guard let guest = guests[reference.id] else { throw HostError(.missing, Self.missingText(reference)) }
        let prefixed = failure.map { HostError($0.kind, "unable to create \(guest.title) - \($0.text)") }
        return begin(
            .create(starts: order.starts), on: guest, milliseconds: timing[.create], failure: prefixed,
            log: creationLog(of: guest, from: order.image, failure: failure))
    }

    /// What the worker prints; a template that is not there is met when the disks are made already.
    private mutating func creationLog(of guest: Guest, from image: String, failure: HostError?) -> [String] {
        var lines: [String] = []
        for volume in guest.volumes where storages[volume.storage]?.kind != .zfs {
            lines += TaskLog.fileSystem(gibibytes: volume.sizeGibibytes, volume: volume.volume)
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

    /// What Proxmox writes into every new container's file.
    private func firstValues(of order: GuestOrder) -> [String: String] {
        var values = [
            "arch": "amd64", "hostname": "CT\(order.guest.id)", "memory": "512", "swap": "512",
            "ostype": order.image.contains("ubuntu") ? "ubuntu" : "debian",
        ]
        if order.isUnprivileged { values["unprivileged"] = "1" }
        return values
    }

    /// The root disk is made first, then the others by their numbers: so their volumes are numbered.
    private static func inOrderOfMaking(_ values: [(key: String, value: String)]) -> [(key: String, value: String)] {
        let mounts = GuestSection(values: Dictionary(values.map { ($0.key, $0.value) }) { $1 }).indexed("mp").map {
            (key: $0.key, value: $0.value)
        }
        let others = values.filter { !ConfigurationKey.isAttachedVolume($0.key) }
        return values.filter { $0.key == "rootfs" } + mounts + others
    }

    /// Makes disks and writes settings; returns what the task will fail with.
    private mutating func fill(
        _ reference: GuestReference, with values: [(key: String, value: String)], image: String
    ) -> HostError? {
        do throws(HostError) {
            for (key, value) in Self.inOrderOfMaking(values) { try put(key, value, into: reference.id) }
        } catch {
            return error
        }
        return self.image(named: image) == nil ? HostError(.missing, "volume '\(image)' does not exist") : nil
    }
}

extension GuestKind {
    /// `CT` or `VM`, as Proxmox's messages say.
    package var title: String { self == .container ? "CT" : "VM" }

    /// The key of the disk that a guest boots from.
    package var rootDiskKey: String { self == .container ? "rootfs" : "scsi0" }
}

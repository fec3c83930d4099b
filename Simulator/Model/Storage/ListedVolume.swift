package import PhoenixModel

/// A volume as a storage's content list shows it: a guest's disk or a file.
package struct ListedVolume: Hashable, Sendable {
    package let volume: String
    /// `images`, `rootdir`, `vztmpl`, `iso`, `import`, `snippets` or `backup`.
    package let content: String
    package let format: String
    package let sizeBytes: Int
    /// What it takes up; only file systems tell.
    package let usedBytes: Int?
    package let createdAt: Instant?
    package let guest: GuestID?
    /// The volume that a linked clone rests on, as the storage names it.
    package let parent: String?
    package let notes: String?
    package let isProtected: Bool
    /// `lxc` or `qemu` for a backup.
    package let subtype: String?
}

extension Cluster {
    /// What lies on a storage as a node sees it, ascending by volume id; `content` and `guest` narrow it down.
    package func volumes(
        on storage: Storage, seenFrom node: NodeName, content: String? = nil, guest: GuestID? = nil
    ) -> [ListedVolume] {
        let wanted = storage.content.filter { content == nil || content == $0 }
        let hasDisks = wanted.contains("images") || wanted.contains("rootdir")
        let disks = hasDisks ? self.disks(on: storage, seenFrom: node, of: guest) : []
        let files = storage.images(on: node).map(ListedVolume.init).filter { file in
            // A guest has backups; what stands for no guest is only shown if none is asked for.
            guest == nil || (file.content == "backup" && file.guest == guest) || file.content == "snippets"
        }
        let all = (disks + files).filter { wanted.contains($0.content) }
        return all.map { ($0.volume.lowercased(), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// One volume by its id; nil if there is none.
    package func volume(_ volume: String, on storage: Storage, seenFrom node: NodeName) -> ListedVolume? {
        if let file = storage.images(on: node).first(where: { $0.volume == volume }) { return ListedVolume(file) }
        return disks(on: storage, seenFrom: node, of: nil).first { $0.volume == volume }
    }

    private func disks(on storage: Storage, seenFrom node: NodeName, of id: GuestID?) -> [ListedVolume] {
        let candidates = id.map { guests[$0].map { [$0] } ?? [] } ?? Array(guests.values)
        return candidates.filter { storage.isShared || $0.node == node }.flatMap { guest in
            guest.volumes.filter { $0.storage == storage.name }.map { ListedVolume($0, of: guest, on: storage.kind) }
        }
    }
}

extension ListedVolume {
    fileprivate init(_ disk: StoredVolume, of guest: Guest, on kind: StorageKind) {
        volume = disk.volume
        content = guest.kind == .container ? "rootdir" : "images"
        format = disk.format
        sizeBytes = disk.sizeBytes
        usedBytes = kind.keepsFiles ? disk.occupiedBytes : nil
        createdAt = disk.createdAt
        self.guest = guest.id
        parent = DiskBase(volume: disk.volume) == nil ? nil : disk.base.map(VolumeText.name)
        notes = nil
        isProtected = false
        subtype = nil
    }

    fileprivate init(_ file: StoredImage) {
        volume = file.volume
        content = file.content
        format = file.format
        sizeBytes = file.sizeBytes
        usedBytes = nil
        createdAt = file.createdAt
        guest = file.guest
        parent = nil
        notes = file.notes
        isProtected = file.isProtected
        let parts = file.fileName.split(separator: "-")
        subtype = file.content == "backup" ? (parts.count > 1 ? String(parts[1]) : "unknown") : nil
    }
}

extension StoredVolume {
    /// `qcow2`, `subvol` or `raw`, as the name says.
    package var format: String {
        let name = VolumeText.name(of: volume)
        if name.hasSuffix(".qcow2") { return "qcow2" }
        return name.contains("subvol-") || name.contains("basevol-") ? "subvol" : "raw"
    }
}

package import PhoenixModel

/// A file to be fetched from the network onto a storage.
package struct DownloadOrder: Hashable, Codable, Sendable {
    package let url: String
    /// `vztmpl`, `iso` or `import`.
    package let content: String
    package let fileName: String
    package let storage: StorageName
    package let node: NodeName
    /// What the file's checksum shall be; nil takes any.
    package let checksum: String?

    package init(
        url: String, content: String, fileName: String, storage: StorageName, node: NodeName, checksum: String?
    ) {
        self.url = url
        self.content = content
        self.fileName = fileName
        self.storage = storage
        self.node = node
        self.checksum = checksum
    }
}

extension Cluster {
    /// Fetches a file onto a storage.
    package mutating func download(_ order: DownloadOrder) throws(HostError) -> TaskID {
        let storage = try requireStorage(order.storage, on: order.node)
        guard storage.properties["path"] != nil else {
            throw HostError(
                .refused, "can't upload to storage type '\(storage.kind.rawValue)', not a file based storage!")
        }
        guard storage.content.contains(order.content) else {
            throw HostError(
                .refused, "storage '\(order.storage)' is not configured for content-type '\(order.content)'")
        }
        let name = FileName.normalised(order.fileName)
        try FileName.requireEnding(of: name, for: order.content)
        return beginDownload(
            DownloadOrder(
                url: order.url, content: order.content, fileName: name, storage: order.storage, node: order.node,
                checksum: order.checksum), subject: FileName.escaped(name))
    }

    /// Fetches one of Proxmox's own container templates.
    package mutating func downloadAppliance(
        _ template: String, to name: StorageName, on node: NodeName
    ) throws(HostError) -> TaskID {
        guard let appliance = Appliance.all.first(where: { $0.template == template }) else {
            throw .parameter("template", "no such template")
        }
        let storage = try requireStorage(name, on: node)
        guard storage.content.contains("vztmpl") else {
            throw HostError(.refused, "storage '\(name)' does not support templates")
        }
        return beginDownload(
            DownloadOrder(
                url: appliance.location, content: "vztmpl", fileName: template, storage: name, node: node,
                checksum: appliance.checksum), subject: template)
    }

    private mutating func beginDownload(_ order: DownloadOrder, subject: String) -> TaskID {
        let path = storages[order.storage]?.path(of: order.volume) ?? order.fileName
        var log: [String] = []
        let old = storages[order.storage]?.images(on: order.node).first { $0.volume == order.volume }
        var failure: HostError?
        if let old {
            if let checksum = order.checksum {
                let found = old.checksum ?? ConfigurationDigest.of(old.volume)
                if found.lowercased() != checksum.lowercased() {
                    failure = HostError(
                        .refused, "checksum mismatch: got '\(found)' != expect '\(checksum)', aborting")
                } else {
                    log = [
                        "calculating checksum of existing file...OK, got correct file already, no need to download"
                    ]
                }
            } else {
                failure = HostError(.exists, "refusing to override existing file '\(path)'")
            }
        } else {
            log = ["downloading \(order.url) to \(path)"]
            if order.checksum != nil { log.append("calculating checksum...OK, checksum verified") }
            log.append("download of '\(order.url)' to '\(path)' finished")
        }
        let milliseconds = old == nil ? timing[.download] : timing[.removeVolume]
        return begin(
            .onNode(.download(order)), type: "download", subject: subject, on: order.node, milliseconds: milliseconds,
            failure: failure, log: log)
    }

    mutating func finishDownload(_ order: DownloadOrder) throws(HostError) {
        let storage = try requireStorage(order.storage, on: order.node)
        guard !storage.images(on: order.node).contains(where: { $0.volume == order.volume }) else { return }
        let image = StoredImage(
            volume: order.volume, sizeBytes: Appliance.all.first { $0.template == order.fileName }?.sizeBytes,
            createdAt: now, node: storage.isShared ? nil : order.node, checksum: order.checksum)
        storages[order.storage]?.keep(image)
    }

    /// Removes a file, or a disk that no guest's configuration has to name.
    package mutating func removeVolume(_ volume: String, on node: NodeName) throws(HostError) -> TaskID {
        let name = VolumeText.storage(of: volume)
        let storage = try requireStorage(name)
        let content = try VolumeText.content(of: volume, on: storage.kind)
        let owner = content.owner
        let subject = owner.map { "\($0)@\(name)" } ?? name.text
        var failure: HostError?
        if !storage.isAvailable(on: node) {
            failure = HostError(.refused, "storage '\(name)' is not available on node '\(node)'")
        }
        let found = self.volume(volume, on: storage, seenFrom: node)
        if found?.isProtected == true {
            failure = HostError(
                .refused, "cannot remove protected volume '\(VolumeText.name(of: volume))' on '\(name)'")
        }
        if found == nil, !storage.kind.keepsFiles {
            failure = HostError(
                .missing, "no such volume '\(VolumeText.name(of: volume))'")
        }
        if let owner = owner.flatMap({ guests[$0] }), hasLinkedClones(volume, of: owner) {
            failure = HostError(
                .refused, "base volume '\(VolumeText.name(of: volume))' is still in use by linked clones")
        }
        var log = ["Removed volume '\(volume)'"]
        if found == nil { log.insert("disk image '\(storage.path(of: volume))' does not exist", at: 0) }
        return begin(
            .onNode(.removeVolume(volume)), type: "imgdel", subject: subject, on: node,
            milliseconds: timing[.removeVolume], failure: failure, log: failure == nil ? log : [])
    }

    mutating func finishRemoval(of volume: String, on node: NodeName) {
        let name = VolumeText.storage(of: volume)
        storages[name]?.remove(volume, on: node)
        for id in guests.values.filter({ $0.volumes.contains { $0.volume == volume } }).map(\.id) {
            release(volume, of: id)
        }
    }

    /// Writes the notes or the protection of a backup.
    package mutating func updateFile(
        _ volume: String, on node: NodeName, notes: String?, isProtected: Bool?
    ) throws(HostError) {
        let name = VolumeText.storage(of: volume)
        let storage = try requireStorage(name, on: node)
        guard
            let index = storage.images.firstIndex(where: {
                $0.volume == volume && (storage.isShared || $0.node == nil || $0.node == node)
            }), storage.images[index].content == "backup"
        else {
            throw HostError(
                .refused,
                "attribute '\(notes == nil ? "protected" : "notes")' is not supported for storage type "
                    + "'\(storage.kind.rawValue)'")
        }
        if let notes { storages[name]?.images[index].notes = notes.isEmpty ? nil : notes }
        if let isProtected { storages[name]?.images[index].isProtected = isProtected }
    }
}

extension DownloadOrder {
    /// The volume id that the file will have.
    package var volume: String { "\(storage):\(content)/\(fileName)" }
}

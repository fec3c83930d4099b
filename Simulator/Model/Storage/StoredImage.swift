package import PhoenixModel

/// A file on a storage: a template tarball, cloud image, ISO, snippet or backup.
package struct StoredImage: Hashable, Sendable {
    /// Such as `local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst`.
    package let volume: String
    /// The size of the disk it unpacks to.
    package let diskGibibytes: Int
    package let sizeBytes: Int
    package let createdAt: Instant
    /// Where it lies on a storage that is not shared; nil means on every node alike.
    package let node: NodeName?
    package internal(set) var notes: String?
    /// Whether a backup may be neither removed nor pruned.
    package internal(set) var isProtected: Bool
    /// The checksum that it was downloaded with.
    package let checksum: String?

    package init(
        volume: String, diskGibibytes: Int = 2, sizeBytes: Int? = nil, createdAt: Instant = Cluster.epoch,
        node: NodeName? = nil, notes: String? = nil, isProtected: Bool = false, checksum: String? = nil
    ) {
        self.volume = volume
        self.diskGibibytes = diskGibibytes
        self.sizeBytes = sizeBytes ?? Self.usualSizeBytes
        self.createdAt = createdAt
        self.node = node
        self.notes = notes
        self.isProtected = isProtected
        self.checksum = checksum
    }

    /// About the size of a distribution's container template.
    private static let usualSizeBytes = 126_515_062

    /// `vztmpl`, `iso`, `import`, `snippets` or `backup`.
    package var content: String {
        VolumeText.name(of: volume).split(separator: "/").first.map(String.init) ?? ""
    }

    /// Whether guests can be made of it or started from it.
    package var isImage: Bool { ["vztmpl", "iso", "import"].contains(content) }

    /// The name without the folder.
    package var fileName: String { volume.split(separator: "/").last.map(String.init) ?? volume }

    /// The format as lists of content show it: `tzst`, `iso`, `qcow2`, `tar.zst`, `snippet`.
    package var format: String {
        let name = fileName
        switch content {
        case "vztmpl": return name.hasSuffix(".tar") ? "tar" : "t" + Self.ending(of: name)
        case "iso": return "iso"
        case "snippets": return "snippet"
        case "backup":
            let compressed = ["gz", "lzo", "zst", "bz2"].contains(Self.ending(of: name))
            let parts = name.split(separator: ".").suffix(compressed ? 2 : 1)
            return parts.joined(separator: ".")
        default: return Self.ending(of: name)
        }
    }

    /// The guest that a backup was made of.
    package var guest: GuestID? {
        guard content == "backup" else { return nil }
        let parts = fileName.split(separator: "-")
        return parts.count > 2 && parts[0] == "vzdump" ? Int(parts[2]).flatMap(GuestID.init) : nil
    }

    private static func ending(of name: String) -> String { name.split(separator: ".").last.map(String.init) ?? "" }
}

extension StoredImage: Codable {
    private enum Keys: String, CodingKey, CaseIterable {
        case volume, diskGibibytes, sizeBytes, createdAt, node, notes, isProtected, checksum
    }

    /// A plain text is an image of the usual size.
    package init(from decoder: any Decoder) throws {
        if let volume = try? decoder.singleValueContainer().decode(String.self) {
            self.init(volume: volume)
            return
        }
        let fields = try StrictFields<Keys>(decoder, of: "an image")
        self.init(
            volume: try fields.required(.volume), diskGibibytes: try fields.value(.diskGibibytes, default: 2),
            sizeBytes: try fields.optional(.sizeBytes),
            createdAt: try fields.value(.createdAt, default: Cluster.epoch), node: try fields.optional(.node),
            notes: try fields.optional(.notes), isProtected: try fields.value(.isProtected, default: false),
            checksum: try fields.optional(.checksum))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(volume, forKey: .volume)
        try container.encode(diskGibibytes, forKey: .diskGibibytes)
        try container.encode(sizeBytes, forKey: .sizeBytes)
        try container.encode(createdAt, forKey: .createdAt)
        try container.encodeIfPresent(node, forKey: .node)
        try container.encodeIfPresent(notes, forKey: .notes)
        if isProtected { try container.encode(isProtected, forKey: .isProtected) }
        try container.encodeIfPresent(checksum, forKey: .checksum)
    }
}

package import PhoenixModel

/// A disk of a guest on a storage.
package struct StoredVolume: Hashable, Sendable {
    /// Its volume id: `local-lvm:vm-100-disk-0`.
    package var volume: String
    package var sizeBytes: Int
    /// What it takes up on its storage: nothing at first for a linked clone.
    package var occupiedBytes: Int
    /// The volume id that a linked clone rests on.
    package var base: String?
    /// Nil for a volume that a scenario only names.
    package var createdAt: Instant?

    package init(
        volume: String, sizeBytes: Int, occupiedBytes: Int? = nil, base: String? = nil,
        createdAt: Instant? = nil
    ) {
        self.volume = volume
        self.sizeBytes = sizeBytes
        self.occupiedBytes = occupiedBytes ?? sizeBytes
        self.base = base
        self.createdAt = createdAt
    }

    package var storage: StorageName { VolumeText.storage(of: volume) }

    /// Rounded up to whole GiB, as plans count.
    package var sizeGibibytes: Int { VolumeSize.gibibytes(sizeBytes) }
}

extension StoredVolume: Codable {
    private enum Keys: String, CodingKey, CaseIterable {
        case volume, sizeBytes, sizeGibibytes, occupiedBytes, base, createdAt
    }

    /// A size by hand may be given in GiB.
    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "a volume")
        let gibibytes: Int = try fields.value(.sizeGibibytes, default: 0)
        self.init(
            volume: try fields.required(.volume),
            sizeBytes: try fields.value(.sizeBytes, default: gibibytes * VolumeSize.bytesPerGibibyte),
            occupiedBytes: try fields.optional(.occupiedBytes), base: try fields.optional(.base),
            createdAt: try fields.optional(.createdAt))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(volume, forKey: .volume)
        try container.encode(sizeBytes, forKey: .sizeBytes)
        if occupiedBytes != sizeBytes { try container.encode(occupiedBytes, forKey: .occupiedBytes) }
        try container.encodeIfPresent(base, forKey: .base)
        try container.encodeIfPresent(createdAt, forKey: .createdAt)
    }
}

/// How Proxmox writes volume ids and sizes.
package enum VolumeText {
    /// The part before the colon; empty if there is none.
    package static func storage(of volume: String) -> StorageName {
        StorageName(volume.firstIndex(of: ":").map { String(volume[..<$0]) } ?? "")
    }

    /// The part behind the colon.
    package static func name(of volume: String) -> String {
        volume.firstIndex(of: ":").map { String(volume[volume.index(after: $0)...]) } ?? volume
    }
}

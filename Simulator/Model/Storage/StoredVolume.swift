package import PhoenixModel

/// A disk of a guest on a storage.
package struct StoredVolume: Hashable, Codable, Sendable {
    /// Its volume id: `local-lvm:vm-100-disk-0`.
    package var volume: String
    package var sizeGibibytes: Int
    /// What it takes up on its storage: nothing at first for a linked clone.
    package var occupiedGibibytes: Int
    /// The volume id that a linked clone rests on.
    package var base: String?
    /// How many linked clones rest on this one.
    package var linkedClones: Int
    /// Nil for a volume that a scenario only names.
    package var createdAt: Instant?

    package init(
        volume: String, sizeGibibytes: Int, occupiedGibibytes: Int? = nil, base: String? = nil, linkedClones: Int = 0,
        createdAt: Instant? = nil
    ) {
        self.volume = volume
        self.sizeGibibytes = sizeGibibytes
        self.occupiedGibibytes = occupiedGibibytes ?? sizeGibibytes
        self.base = base
        self.linkedClones = linkedClones
        self.createdAt = createdAt
    }

    package var storage: StorageName { VolumeText.storage(of: volume) }
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

    /// A size such as `8G`, `512M` or `1T` in whole GiB, rounded up; nil if it is none.
    package static func gibibytes(_ text: String) -> Int? {
        guard let last = text.last else { return nil }
        let digits = last.isNumber ? text : String(text.dropLast())
        guard let number = Double(digits), number >= 0 else { return nil }
        let bytesPerGibibyte = 1_073_741_824.0
        let gibibytes: Double
        switch last {
        case "T": gibibytes = number * 1024
        case "G": gibibytes = number
        case "M": gibibytes = number / 1024
        case "K": gibibytes = number / 1_048_576
        default:
            guard last.isNumber else { return nil }
            gibibytes = number / bytesPerGibibyte
        }
        guard gibibytes < Double(Int32.max) else { return nil }
        return Int(gibibytes.rounded(.up))
    }
}

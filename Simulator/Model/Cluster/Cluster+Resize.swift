package import PhoenixModel

extension Cluster {
    /// Makes a disk larger as the API asks for it: `8G` is the new size, `+2G` is added to the present one.
    package mutating func resize(
        _ reference: GuestReference, key: String, to text: String
    ) throws(HostError) -> TaskID {
        let guest = try locate(reference)
        let present = guest.file.current[key].map(DiskText.init)?.sizeGibibytes ?? 0
        let isGrowth = text.hasPrefix("+")
        let size = VolumeText.gibibytes(isGrowth ? String(text.dropFirst()) : text) ?? 0
        return try grow(reference, key: key, toGibibytes: isGrowth ? present + size : size)
    }
}

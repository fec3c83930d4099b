/// A disk that Proxmox keeps for the guest: its root disk, or a volume mounted into a container.
package struct Volume: Hashable, Codable, Sendable {
    /// The storage it lies on.
    package var storage: StorageName
    /// Its size in GiB. It only grows.
    package var sizeGibibytes: Int
    /// Where a container mounts it; nil for root disks and machines' disks.
    package var mountPath: String?

    package init(storage: StorageName, sizeGibibytes: Int, mountPath: String? = nil) {
        self.storage = storage
        self.sizeGibibytes = sizeGibibytes
        self.mountPath = mountPath
    }
}

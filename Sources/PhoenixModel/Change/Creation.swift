/// A guest to make from an image.
package struct Creation: Hashable, Codable, Sendable {
    /// The new guest: its number, kind and node.
    package let guest: GuestReference
    /// The template or cloud image, as a volume id: `local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst`.
    package let image: String
    /// Whether a container runs without the node's root rights; machines have no such difference.
    package let isUnprivileged: Bool
    /// Everything the guest is configured with from the start, root disk included.
    package let configuration: Configuration
    /// Set with the creation itself, so that a guest half made is recognised as ours.
    package var mark: Mark

    package init(guest: GuestReference, image: String, isUnprivileged: Bool, configuration: Configuration, mark: Mark) {
        self.guest = guest
        self.image = image
        self.isUnprivileged = isUnprivileged
        self.configuration = configuration
        self.mark = mark
    }
}

/// A guest to make as a copy of another.
package struct Cloning: Hashable, Codable, Sendable {
    /// The guest that is copied.
    package let source: GuestReference
    /// The snapshot of the source that is copied; nil copies the source as it is.
    package let snapshot: SnapshotName?
    /// The new guest.
    package let guest: GuestReference
    /// Its name on the host.
    package let name: String
    /// Linked clones share the template's disk; full ones have their own.
    package let mode: Mode
    /// Set with the clone itself.
    package var mark: Mark

    package enum Mode: Hashable, Codable, Sendable {
        /// Only of a template, on a storage that can.
        case linked
        /// Onto this storage; nil keeps the source's.
        case full(storage: StorageName?)
    }

    package init(
        source: GuestReference, snapshot: SnapshotName?, guest: GuestReference, name: String, mode: Mode, mark: Mark
    ) {
        self.source = source
        self.snapshot = snapshot
        self.guest = guest
        self.name = name
        self.mode = mode
        self.mark = mark
    }
}

import PhoenixModel

/// A row of `…/snapshot`; the last one stands for the guest as it is now (behaviour 9.9).
package struct SnapshotRow: Decodable, Hashable, Sendable {
    let name: String
    /// Seconds since 1970; missing for `current`.
    let snaptime: LenientInteger?
    let parent: String?

    var isSnapshot: Bool { name != "current" }
}

extension [SnapshotRow] {
    /// The names of the snapshots, oldest first.
    var names: [SnapshotName] {
        filter(\.isSnapshot)
            .sorted { ($0.snaptime?.value ?? 0, $0.name) < ($1.snaptime?.value ?? 0, $1.name) }
            .map { SnapshotName($0.name) }
    }
}

package import PhoenixModel

/// What the machine that runs Phoenix decides about syncs.
package struct SyncSettings: Sendable {
    /// Who it is among those that may work on the same host.
    package var writer: WriterID
    /// Whether history may be rewritten under Phoenix: then a commit that does not descend from the last one is applied.
    package var allowsForcedPush: Bool
    /// Whether keys that Phoenix does not act on are errors.
    package var isStrict: Bool
    /// Decides the jitter of pauses.
    package var seed: UInt64

    package init(
        writer: WriterID, allowsForcedPush: Bool = false, isStrict: Bool = false, seed: UInt64 = 0
    ) {
        self.writer = writer
        self.allowsForcedPush = allowsForcedPush
        self.isStrict = isStrict
        self.seed = seed
    }
}

/// What the machine that runs Phoenix decides about syncs.
package struct SyncSettings: Sendable {
    /// Whether history may be rewritten under Phoenix: then a commit that does not descend from the last one is applied.
    package var allowsForcedPush: Bool
    /// Whether keys that Phoenix does not act on are errors.
    package var isStrict: Bool
    /// Decides the jitter of pauses.
    package var seed: UInt64

    package init(allowsForcedPush: Bool = false, isStrict: Bool = false, seed: UInt64 = 0) {
        self.allowsForcedPush = allowsForcedPush
        self.isStrict = isStrict
        self.seed = seed
    }
}

package import PhoenixModel

/// Remembers in which commit nothing was found wrong, so that reading it again takes less.
///
/// It cannot fail: what was forgotten is checked again.
package protocol ReadingMemory: Sendable {
    /// Whether this commit was read by this very program, and nothing was found wrong.
    func isFlawless(_ commit: CommitID) -> Bool

    /// Keeps that nothing was found wrong in this commit; an earlier one may be forgotten for it.
    func rememberFlawless(_ commit: CommitID)
}

/// Every commit is read as if for the first time.
package struct NoReadingMemory: ReadingMemory {
    package init() {}

    package func isFlawless(_ commit: CommitID) -> Bool { false }

    package func rememberFlawless(_ commit: CommitID) {}
}

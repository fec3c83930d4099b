package import PhoenixModel

/// What is to be known of a guest beside its lifecycle state.
package enum Condition: Hashable, Sendable {
    /// Cannot go on.
    case blocked(Obstacle)
    /// Waits for another guest that cannot go on, or whose end is not known yet.
    case skipped(because: GuestID, message: String)
    /// A task is at work on it; what follows is planned when it has ended.
    case busy(TaskID)
    /// Differs from the commit because somebody changed it, and policy says to report that only.
    case drifted([Difference], also: [String])
    /// Differs in ways that Phoenix never corrects by itself.
    case left([Difference])
    /// These settings or features need a restart, which policy does not allow now.
    case restartNeeded(for: [String])
    /// Runs on another node than the commit names, for this reason.
    case elsewhere(wished: NodeName, because: String)
    /// Its node is offline: nothing is known of it.
    case unknown(NodeName)
    /// Carries this fleet's mark, but is gone from the commit.
    case orphaned
}

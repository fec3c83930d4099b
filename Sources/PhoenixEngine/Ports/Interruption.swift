package import PhoenixModel
package import PhoenixRun

/// Reasons from outside to begin nothing new: asked between the turns of a run.
package protocol Interruption: Sendable {
    /// Why to stop now; nil to go on.
    func reason(running commit: CommitID) async -> StopReason?
}

/// Nothing interrupts.
package struct NoInterruption: Interruption {
    package init() {}

    package func reason(running commit: CommitID) async -> StopReason? { nil }
}

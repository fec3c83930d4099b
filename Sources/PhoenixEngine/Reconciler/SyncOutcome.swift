package import PhoenixModel
package import PhoenixPlanner

/// How one activation ended; the command line turns it into its exit code.
package enum SyncOutcome: Sendable {
    /// Everything is as the commit wishes. `changes` counts the steps that were done for it.
    case converged(CommitID, changes: Int, plan: Plan)
    /// Nothing more can be done until a person or a commit acts; the plan says why.
    case blocked(CommitID, changes: Int, plan: Plan)
    /// Steps failed.
    case failed(CommitID, failures: [StepFailure])
    /// The commit failed, and the fleet is back on the one before. Without failures it failed in an earlier sync.
    case rolledBack(from: CommitID, to: CommitID, failures: [StepFailure])
    /// The commit breaks the repository format; nothing was changed.
    case invalid(CommitID, [Diagnostic])
    /// Git or the host could not be used; nothing was changed since.
    case unreachable(Failure)
    /// Phoenix was asked to stop; what is in flight goes on and is found by the next sync.
    case interrupted(CommitID)
}

/// A step that failed for good.
package struct StepFailure: Sendable, Hashable {
    package let step: StepID
    package let failure: Failure

    package init(step: StepID, failure: Failure) {
        self.step = step
        self.failure = failure
    }
}

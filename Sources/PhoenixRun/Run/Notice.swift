package import PhoenixModel
package import PhoenixPlanner

/// What people and programs are told while a run goes on; the same values feed terminal, log lines and JSON.
package enum Notice: Sendable {
    case stepBegan(Step, attempt: Int, at: Instant)
    case output(Step, lines: [String], at: Instant)
    /// The attempt failed and another follows.
    case stepRetries(Step, Failure, nextTryAt: Instant, at: Instant)
    case stepEnded(Step, StepOutcome, at: Instant)
    /// Nothing new is begun any more.
    case runStops(StopReason, at: Instant)
}

/// Why a run begins nothing new.
package enum StopReason: Hashable, Sendable {
    case superseded(by: CommitID)
    /// A step failed, and the policy is `stop` or `rollback`.
    case stepFailed(StepID)
    /// Phoenix was asked to stop.
    case interrupted
}

package import PhoenixModel
package import PhoenixPlanner

/// What a journal's records add up to. Replaying goes through one table that refuses sequences that cannot have been written.
package struct RunLedger: Sendable, Equatable {
    /// The run that is open, or was open last.
    package private(set) var header: RunHeader?
    /// How the last run ended; nil while it is open.
    package private(set) var ending: RunEnding?
    /// The commit on which the fleet converged last: where a rollback leads.
    package private(set) var completedCommit: CommitID?
    private var steps: [StepID: StepPhase] = [:]

    /// - Parameter completedCommit: what earlier runs, that are not replayed, had converged on.
    package init(completedCommit: CommitID? = nil) {
        self.completedCommit = completedCommit
    }

    /// Steps that were begun and whose end is not recorded, ascending.
    package var unsettled: [UnsettledStep] {
        steps.compactMap { id, phase in
            switch phase {
            case .begun(let submission): UnsettledStep(id: id, submission: submission, task: nil)
            case .accepted(let submission, let task): UnsettledStep(id: id, submission: submission, task: task)
            case .waiting, .ended: nil
            }
        }
        .sorted { $0.id < $1.id }
    }

    /// The failed commit that the last run led back from, and where it led; nil if it went forward.
    package var rolledBack: (from: CommitID, to: CommitID)? {
        guard let header, let failed = header.rollsBackFrom else { return nil }
        return (failed, header.commit)
    }

    /// Whether a run was begun and not ended.
    package var isOpen: Bool { header != nil && ending == nil }

    /// Adds one record, or refuses it because it cannot follow what went before.
    package mutating func apply(_ record: JournalRecord) throws(Failure) {
        switch record {
        case .runBegan(let next): try begin(next)
        case .stepBegan(let step, let attempt, let submission, _):
            try move(step, record) { phase in
                switch phase {
                case nil where attempt == 1, .waiting?: .begun(submission)
                default: nil
                }
            }
        case .taskAccepted(let step, let task, _):
            try move(step, record) { phase in
                switch phase {
                case .begun(let submission)?, .accepted(let submission, _)?: .accepted(submission, task)
                default: nil
                }
            }
        case .attemptFailed(let step, _, _, _):
            try move(step, record) { phase in
                switch phase {
                case .begun?, .accepted?: .waiting
                default: nil
                }
            }
        case .output(let step, _, _):
            try move(step, record) { phase in if case .ended? = phase { nil } else { phase } }
        case .stepEnded(let step, let outcome, _):
            try move(step, record) { phase in phase.canEnd(as: outcome) ? .ended : nil }
        case .runEnded(let ending, _):
            guard isOpen else { throw Self.illegal(record) }
            self.ending = ending
        case .fleetConverged(let commit, _):
            guard !isOpen, header?.commit == commit else { throw Self.illegal(record) }
            completedCommit = commit
        }
    }

    private mutating func begin(_ next: RunHeader) throws(Failure) {
        guard !isOpen, next.run > header?.run ?? RunNumber(0) else { throw Self.illegal(.runBegan(next)) }
        header = next
        ending = nil
        steps = [:]
    }

    private mutating func move(
        _ step: StepID, _ record: JournalRecord, _ next: (StepPhase?) -> StepPhase?
    ) throws(Failure) {
        guard isOpen, let phase = next(steps[step]) else { throw Self.illegal(record) }
        steps[step] = phase
    }

    private static func illegal(_ record: JournalRecord) -> Failure {
        Failure(
            .stateDirectoryUnusable, "the journal holds a record that cannot follow the ones before it: \(record)",
            remedy: "move the state directory aside; Phoenix finds every guest again and loses only the history")
    }
}

/// A step whose end is not recorded.
package struct UnsettledStep: Hashable, Sendable {
    package let id: StepID
    /// The change it was to make; nil if it works inside the guest.
    package let submission: Submission?
    /// The task that the host named for it, if it did.
    package let task: TaskID?

    package init(id: StepID, submission: Submission?, task: TaskID?) {
        self.id = id
        self.submission = submission
        self.task = task
    }
}

/// Where a step stands in the journal.
private enum StepPhase: Hashable {
    case begun(Submission?)
    case accepted(Submission?, TaskID)
    /// Between two attempts.
    case waiting
    case ended
}

extension StepPhase? {
    /// A step that never began can only be skipped, and one that began cannot be.
    fileprivate func canEnd(as outcome: StepOutcome) -> Bool {
        switch (self, outcome) {
        case (nil, .skipped): true
        case (nil, _), (.ended?, _), (_, .skipped): false
        default: true
        }
    }
}

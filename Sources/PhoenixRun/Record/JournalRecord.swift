package import PhoenixModel
package import PhoenixPlanner

/// The number of a run: counts up within one state directory.
package struct RunNumber: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    package let value: Int

    package init(_ value: Int) {
        self.value = value
    }

    package var description: String { String(value) }

    package static func < (left: RunNumber, right: RunNumber) -> Bool { left.value < right.value }

    package init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Int.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

/// One line of the journal: what was begun and how it ended. Never what the host looks like.
///
/// Times are for people; no decision rests on them.
package enum JournalRecord: Hashable, Codable, Sendable {
    case runBegan(RunHeader)
    /// Written before the step's first effect. Carries the change, so that it can be looked for after a crash.
    case stepBegan(StepID, attempt: Int, submission: Submission?, at: Instant)
    /// The host took the change and named a task for it.
    case taskAccepted(StepID, TaskID, at: Instant)
    /// The attempt failed; another follows.
    case attemptFailed(StepID, Failure, nextTryAt: Instant, at: Instant)
    /// Lines that a script printed, in order.
    case output(StepID, lines: [String], at: Instant)
    case stepEnded(StepID, StepOutcome, at: Instant)
    case runEnded(RunEnding, at: Instant)
    /// A look at the host after the run showed everything as the commit wishes.
    case fleetConverged(CommitID, at: Instant)
}

/// What is known of a run when it begins.
package struct RunHeader: Hashable, Codable, Sendable {
    package let run: RunNumber
    package let fleet: FleetName
    package let commit: CommitID
    /// The failed commit from which this run leads back; nil for a run that goes forward.
    package let rollsBackFrom: CommitID?
    /// How many steps it has.
    package let stepCount: Int
    package let beganAt: Instant

    package init(
        run: RunNumber, fleet: FleetName, commit: CommitID, rollsBackFrom: CommitID? = nil, stepCount: Int,
        beganAt: Instant
    ) {
        self.run = run
        self.fleet = fleet
        self.commit = commit
        self.rollsBackFrom = rollsBackFrom
        self.stepCount = stepCount
        self.beganAt = beganAt
    }
}

/// How a step ended.
package enum StepOutcome: Hashable, Codable, Sendable {
    /// Done; the note says what deserves mention, such as a warning.
    case succeeded(note: String?)
    case failed(Failure)
    /// Not begun, because that step did not succeed.
    case skipped(because: StepID)
    /// Phoenix stopped while it was under way; looked for at the next start, and found like this.
    case interrupted(Trace)
}

/// How a run ended.
package enum RunEnding: Hashable, Codable, Sendable {
    /// Every step succeeded.
    case succeeded
    /// Some steps failed; the others were done, or left as the policy says.
    case failed
    /// A newer commit came; nothing new was begun.
    case superseded(by: CommitID)
    /// Phoenix was asked to stop, or was stopped without being asked.
    case interrupted

    /// Without particulars: `succeeded`, `failed`, `superseded` or `interrupted`.
    package var word: String {
        switch self {
        case .succeeded: "succeeded"
        case .failed: "failed"
        case .superseded: "superseded"
        case .interrupted: "interrupted"
        }
    }
}

package import PhoenixModel
package import PhoenixPlanner

/// One run as people are shown it.
package struct RunEntry: Sendable {
    package private(set) var header: RunHeader?
    package private(set) var ending: RunEnding?
    package private(set) var endedAt: Instant?
    /// Whether the fleet was seen as wished after it.
    package private(set) var isConverged = false
    package private(set) var succeeded = 0
    package private(set) var skipped = 0
    /// The steps that failed, in the order in which they did.
    package private(set) var failures: [(step: StepID, failure: Failure)] = []
    /// Steps that were begun and have not ended, ascending: what an open run is at.
    package var stepsAtWork: [StepAtWork] { atWork.values.sorted { $0.step < $1.step } }
    private var atWork: [StepID: StepAtWork] = [:]

    package init() {}

    /// Takes one of the run's records, in their order.
    package mutating func add(_ record: JournalRecord) {
        switch record {
        case .runBegan(let header): self.header = header
        case .runEnded(let ending, let at): (self.ending, endedAt) = (ending, at)
        case .fleetConverged: isConverged = true
        case .stepBegan(let step, _, _, let at): atWork[step] = StepAtWork(step: step, since: at)
        case .attemptFailed(let step, let failure, let next, _):
            atWork[step]?.waitsAfter = failure
            atWork[step]?.nextTryAt = next
        case .stepEnded(let step, let outcome, _): end(step, outcome)
        case .taskAccepted, .output: break
        }
    }

    private mutating func end(_ step: StepID, _ outcome: StepOutcome) {
        atWork[step] = nil
        switch outcome {
        case .succeeded: succeeded += 1
        case .skipped: skipped += 1
        case .failed(let failure): failures.append((step, failure))
        case .interrupted: break
        }
    }
}

/// A step of an open run, as people are told of it.
package struct StepAtWork: Sendable, Hashable {
    package let step: StepID
    package let since: Instant
    /// Why the last attempt failed, if it waits for the next one.
    package fileprivate(set) var waitsAfter: Failure?
    package fileprivate(set) var nextTryAt: Instant?
}

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

    package init() {}

    /// Takes one of the run's records, in their order.
    package mutating func add(_ record: JournalRecord) {
        switch record {
        case .runBegan(let header): self.header = header
        case .runEnded(let ending, let at): (self.ending, endedAt) = (ending, at)
        case .fleetConverged: isConverged = true
        case .stepEnded(_, .succeeded, _): succeeded += 1
        case .stepEnded(_, .skipped, _): skipped += 1
        case .stepEnded(let step, .failed(let failure), _): failures.append((step, failure))
        default: break
        }
    }
}

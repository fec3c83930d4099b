package import PhoenixModel

/// The records that close a run which an earlier Phoenix left open: each begun step is looked for, and the run ends.
///
/// What is still running is followed by the next plan, which sees it as a task at work on the guest.
package func settle(_ ledger: RunLedger, seeing observed: ObservedState, at now: Instant) -> [JournalRecord] {
    guard ledger.isOpen else { return [] }
    let found = ledger.unsettled.map { step -> JournalRecord in
        // A step inside the guest leaves its receipt there; the next plan asks for it.
        let trace = step.submission.map { PhoenixRun.trace(of: $0.change, in: observed) } ?? .none
        return .stepEnded(step.id, .interrupted(trace), at: now)
    }
    return found + [.runEnded(.interrupted, at: now)]
}

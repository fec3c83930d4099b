import PhoenixEngine
import PhoenixJournal
import PhoenixManifest
import PhoenixModel
import PhoenixPlanner
import PhoenixPorts
import PhoenixRun

/// What a command that only looks sees: the commit, its reading, and the plan that a sync would carry out.
struct Sight: Sendable {
    let commit: CommitSummary
    /// The newest commit, if it failed and a sync stays on an older one.
    let heldBack: CommitID?
    let diagnostics: [Diagnostic]
    /// Nil if the commit breaks the format.
    let plan: Plan?
    let seenAt: Instant

    /// Stands for the name that the first sync gives itself: what it is has no part in what is to be done.
    private static let writerToCome: WriterID = "unnamed"

    /// Looks at Git and host, and changes neither.
    init(_ workplace: Workplace) async throws(Failure) {
        let ledger = try JournalHistory(workplace.directory)?.ledger() ?? RunLedger()
        let choice = CommitChoice(latest: try await workplace.source.latest(), ledger)
        heldBack = choice.heldBack
        commit = try await workplace.source.summary(of: choice.commit)
        let reading = try await workplace.source.reading(of: choice.commit)
        diagnostics = reading.diagnostics
        guard let desired = reading.desired else {
            plan = nil
            seenAt = await workplace.host.clock.now()
            return
        }
        let observed = try await workplace.host.observer.observe(desired.fleet, Interest(desired))
        let foresight = Foresight(as: workplace.directory.writer ?? Self.writerToCome, history: workplace.source)
        plan = try await foresight.plan(desired, observed, rollingBackFrom: choice.heldBack)
        seenAt = observed.takenAt
    }
}

extension Console {
    /// Says why a commit that is not the newest is looked at.
    func tellHeldBack(_ sight: Sight) {
        guard let failed = sight.heldBack else { return }
        writeError(
            "note: commit \(failed.short) failed and was rolled back; the fleet stays as \(sight.commit.commit.short) "
                + "wishes until a newer commit comes\n")
    }
}

extension Host {
    var observer: Observer { Observer(driver: driver, shell: shell, clock: clock) }
}

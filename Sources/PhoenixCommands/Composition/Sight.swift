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
    let diagnostics: [Diagnostic]
    /// Nil if the commit breaks the format.
    let plan: Plan?
    let seenAt: Instant

    /// Looks at Git and host, and changes neither.
    init(_ workplace: Workplace, isStrict: Bool) async throws(Failure) {
        let latest = try await workplace.source.latest()
        commit = try await workplace.source.summary(of: latest)
        let reading = read(
            try await workplace.source.tree(at: latest), options: ReadingOptions(isStrict: isStrict))
        diagnostics = reading.diagnostics
        guard let desired = reading.desired else {
            plan = nil
            seenAt = await workplace.host.clock.now()
            return
        }
        let observed = try await workplace.host.observer.observe(desired.fleet)
        plan = PhoenixPlanner.plan(desired, observed)
        seenAt = observed.takenAt
    }
}

extension Host {
    var observer: Observer { Observer(driver: driver, shell: shell, clock: clock) }
}

import PhoenixEngine
import PhoenixGit
import PhoenixManifest
import PhoenixModel
import PhoenixPlanner
import PhoenixPorts
import PhoenixReport

/// Tries a commit on a host: brings the host to the base first, then applies the head, as a sync would.
enum Trial {
    /// Nobody else works on the host of a trial.
    private static let writer: WriterID = "trial"

    static func run(
        base: String?, head: String, checkout path: String, host: Host, isStrict: Bool
    ) async throws(Failure) -> TrialReport {
        let checkout = GitCheckout(path)
        let headCommit = try await checkout.resolve(head)
        var report = TrialReport(head: try await checkout.summary(of: headCommit))
        if let base {
            let baseCommit = try await checkout.resolve(base)
            report.base = try await checkout.summary(of: baseCommit)
            report.baseProblem = try await prepare(baseCommit, checkout, host)
        }
        let reading = read(try await checkout.tree(at: headCommit), options: ReadingOptions(isStrict: isStrict))
        report.diagnostics = reading.diagnostics
        guard let desired = reading.desired else {
            report.outcome = .invalid(headCommit, reading.diagnostics)
            return report
        }
        report.plan = plan(
            desired, try await host.observer.observe(desired.fleet, Interest(desired)), writer: writer)
        let began = await host.clock.now()
        report.outcome = try await converge(on: desired, host)
        report.tookMilliseconds = await host.clock.now().milliseconds(since: began)
        return report
    }

    /// Brings the host to the base; what is wrong with the base is said, and the head is tried all the same.
    private static func prepare(
        _ commit: CommitID, _ checkout: GitCheckout, _ host: Host
    ) async throws(Failure) -> String? {
        let reading = read(try await checkout.tree(at: commit), options: ReadingOptions())
        guard let desired = reading.desired else {
            return "the base has \(summary(of: reading.diagnostics)), so the head was tried on the host as it is"
        }
        guard case .converged = try await converge(on: desired, host) else {
            return "the base itself does not converge on this host"
        }
        return nil
    }

    private static func converge(on desired: DesiredState, _ host: Host) async throws(Failure) -> SyncOutcome {
        let world = World(
            driver: host.driver, shell: host.shell, clock: host.clock, journal: MemoryJournal(), sink: SilentSink())
        switch try await Convergence(world, as: writer, seed: 0).converge(on: desired) {
        case .ended(let outcome): return outcome
        case .failed(let failures): return .failed(desired.commit, failures: failures)
        case .superseded: return .interrupted(desired.commit)
        }
    }
}

import PhoenixManifest
import PhoenixModel
package import PhoenixPorts
import PhoenixRun

/// One commit's way through the house. Activation takes no input: it looks what is wished for and what is there.
///
/// Start, timer, signal and command all call the same function, so a missed signal costs an interval and nothing else.
package struct Reconciler: Sendable {
    private let source: any CommitSource
    private let world: World
    private let settings: SyncSettings
    private let reader: any CommitReader

    /// - Parameter reader: reads the source's commits; nil if they are to be read as they come.
    package init(
        source: any CommitSource, world: World, settings: SyncSettings, reader: (any CommitReader)? = nil
    ) {
        self.source = source
        self.world = world
        self.settings = settings
        self.reader = reader ?? SourceReader(source, isStrict: settings.isStrict)
    }

    /// Looks, decides, acts, and looks again, until nothing more can be done. Every ending is told to the event sink.
    package func activate() async -> SyncOutcome {
        let outcome: SyncOutcome
        do throws(Failure) {
            outcome = try await followBranch()
        } catch {
            outcome = .unreachable(error)
        }
        await world.sink.receive(.ended(outcome))
        return outcome
    }

    /// Converges on the newest commit, and on a newer one that comes meanwhile.
    private func followBranch() async throws(Failure) -> SyncOutcome {
        var removals = 0
        for _ in 1...maximumCommits {
            let choice = try await choose()
            let commit = choice.commit
            await world.sink.receive(.commitFound(try await source.summary(of: commit)))
            let reading = try await reading(of: commit)
            guard let desired = reading.desired else { return .invalid(commit, reading.diagnostics) }
            // Every run on an older commit says from which one it is the way back, or the next sync would forget it.
            switch try await convergence.converge(
                on: desired, rollingBackFrom: choice.heldBack, removals: &removals)
            {
            case .ended(let outcome): return choice.outcome(outcome)
            case .superseded: continue
            case .failed(let failures):
                guard desired.policy.onFailure == .rollback else { return .failed(commit, failures: failures) }
                return try await rollBack(from: commit, after: failures, removals: &removals)
            }
        }
        throw Failure(
            .conflict, "the branch moved \(maximumCommits) times during this sync",
            remedy: "sync again when it has come to rest", disposition: .retry)
    }

    /// The commit to converge on: the newest one, unless history does not lead there, or it failed and was rolled back.
    private func choose() async throws(Failure) -> CommitChoice {
        let latest = try await source.latest()
        let ledger = try await world.journal.ledger()
        let choice = CommitChoice(latest: latest, ledger)
        guard choice.heldBack == nil, let last = ledger.rolledBack?.from ?? ledger.header?.commit, last != latest,
            !settings.allowsForcedPush
        else { return choice }
        let relation = try await source.relation(of: latest, to: last)
        guard relation != .same, relation != .ahead else { return choice }
        throw Failure(
            .commitRefused,
            relation == .behind
                ? "commit \(latest.short) is behind \(last.short), which was applied last"
                : "commit \(latest.short) does not descend from \(last.short), which was applied last",
            remedy: "if history was rewritten on purpose, sync once with --allow-forced-push")
    }

    private var convergence: Convergence {
        Convergence(
            world, as: settings.writer, history: source, overrulesHistory: settings.allowsForcedPush,
            seed: settings.seed)
    }

    private func reading(of commit: CommitID) async throws(Failure) -> Reading {
        let reading = try await reader.reading(of: commit)
        if !reading.diagnostics.isEmpty {
            await world.sink.receive(.read(commit, diagnostics: reading.diagnostics))
        }
        return reading
    }

    /// Leads the fleet back to the commit on which it converged last; without one the failure stands as it is.
    private func rollBack(
        from commit: CommitID, after failures: [StepFailure], removals: inout Int
    ) async throws(Failure) -> SyncOutcome {
        guard let target = try await world.journal.ledger().completedCommit, target != commit,
            let desired = try await reading(of: target).desired
        else { return .failed(commit, failures: failures) }
        await world.sink.receive(.rollingBack(from: commit, to: target))
        switch try await convergence.converge(on: desired, rollingBackFrom: commit, removals: &removals) {
        case .ended(.converged): return .rolledBack(from: commit, to: target, failures: failures)
        case .ended(let other): return other
        case .superseded: return .failed(commit, failures: failures)
        case .failed(let more): return .failed(commit, failures: failures + more)
        }
    }
}

/// A branch that moves more often than this during one sync is moved by a program; the next activation is soon enough.
private let maximumCommits = 10

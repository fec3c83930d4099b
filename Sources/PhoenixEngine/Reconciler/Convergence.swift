package import PhoenixModel
import PhoenixPlanner
package import PhoenixPorts
import PhoenixRun

/// Leads a host to one desired state: looks, plans, performs, and looks again until nothing is left that can be done.
package struct Convergence: Sendable {
    private let world: World
    private let foresight: Foresight
    private let seed: UInt64

    /// - Parameters:
    ///   - writer: claims the guests that are worked on.
    ///   - history: tells which commits are newer than the wished one; nil if none counts as that.
    ///   - overrulesHistory: whether newer commits count for nothing.
    ///   - seed: decides the jitter of pauses.
    package init(
        _ world: World, as writer: WriterID, history: (any CommitSource)? = nil, overrulesHistory: Bool = false,
        seed: UInt64
    ) {
        self.world = world
        foresight = Foresight(as: writer, history: history, overrulesHistory: overrulesHistory)
        self.seed = seed
    }

    /// How the way of one commit ended.
    package enum Ending: Sendable {
        case ended(SyncOutcome)
        /// A newer commit came; nothing is in flight any more.
        case superseded
        /// Steps failed; the commit's policy says what follows.
        case failed([StepFailure])
    }

    /// Converges on `desired`. Throws if the host cannot be seen or the journal cannot be written.
    ///
    /// - Parameter failed: the commit that this one is the way back from, if it is one.
    package func converge(
        on desired: DesiredState, rollingBackFrom failed: CommitID? = nil
    ) async throws(Failure) -> Ending {
        var removals = 0
        return try await converge(on: desired, rollingBackFrom: failed, removals: &removals)
    }

    /// The same as a part of a sync.
    ///
    /// - Parameter removals: how many guests the sync has destroyed, whichever commit took them away.
    func converge(
        on desired: DesiredState, rollingBackFrom failed: CommitID? = nil, removals: inout Int
    ) async throws(Failure) -> Ending {
        try await settleOpenRun(of: desired)
        var done = WorkDone()
        for _ in 1...maximumPasses {
            let observed = try await world.observer.observe(desired.fleet, Interest(desired))
            let next = try await foresight.plan(
                desired, observed, removalsDone: removals, rollingBackFrom: failed)
            if next.isEmpty || done.repeats(next) {
                return try await conclude(next, after: done, rollingBackFrom: failed)
            }
            await world.sink.receive(.planned(next))
            let collector = StepCollector(sink: world.sink)
            let ending = try await perform(next, rollingBackFrom: failed, telling: collector)
            let steps = await collector.succeeded
            done.changes += steps.count
            removals += steps.count { $0.isRemoval }
            switch ending {
            case .succeeded: done.last = next.steps
            case .superseded: return .superseded
            case .interrupted: return .ended(.interrupted(desired.commit))
            case .failed:
                let failures = await collector.failures
                // Nothing is wrong with the commit: the next plan says what the other one has left to do, or who it is.
                guard !failures.isEmpty, failures.allSatisfy({ $0.failure.code == .overtaken }) else {
                    return .failed(failures)
                }
                done.last = []
            }
        }
        throw Failure(
            .conflict, "the host was still not as wished after \(maximumPasses) plans",
            remedy: "find out who else changes these guests", disposition: .retry)
    }

    private func perform(
        _ plan: Plan, rollingBackFrom failed: CommitID?, telling sink: StepCollector
    ) async throws(Failure) -> RunEnding {
        let header = try await header(of: plan, rollingBackFrom: failed)
        let ending = try await Engine(world.telling(sink)).perform(plan, header: header, seed: seed)
        await world.sink.receive(.runEnded(header, ending))
        return ending
    }

    private func header(of plan: Plan, rollingBackFrom failed: CommitID?) async throws(Failure) -> RunHeader {
        let last = try await world.journal.ledger().header?.run ?? RunNumber(0)
        return RunHeader(
            run: RunNumber(last.value + 1), fleet: plan.fleet, commit: plan.commit, rollsBackFrom: failed,
            stepCount: plan.steps.count, beganAt: await world.clock.now())
    }

    /// Nothing is left that could be done now: everything is as wished, or held back with its reasons.
    private func conclude(
        _ plan: Plan, after done: WorkDone, rollingBackFrom failed: CommitID?
    ) async throws(Failure) -> Ending {
        guard plan.isConverged else { return .ended(.blocked(plan.commit, changes: done.changes, plan: plan)) }
        if done.changes > 0 {
            try await world.journal.append([.fleetConverged(plan.commit, at: await world.clock.now())])
        } else if plan.onFailure == .rollback, try await world.journal.ledger().completedCommit != plan.commit {
            // Another Phoenix did all of it; the way back from the next commit leads here all the same.
            let header = try await header(of: plan, rollingBackFrom: failed)
            try await world.journal.append([
                .runBegan(header), .runEnded(.succeeded, at: header.beganAt),
                .fleetConverged(plan.commit, at: header.beganAt),
            ])
        }
        return .ended(.converged(plan.commit, changes: done.changes, plan: plan))
    }

    /// Closes a run that was cut off: looks for what was in flight, and says so.
    private func settleOpenRun(of desired: DesiredState) async throws(Failure) {
        let ledger = try await world.journal.ledger()
        guard ledger.isOpen else { return }
        let interest = Interest(desired).union(Interest(ledger.unsettled.compactMap(\.submission?.change)))
        let observed = try await world.driver.observe(interest)
        let records = settle(ledger, seeing: observed, at: await world.clock.now())
        try await world.journal.append(records)
        await world.sink.receive(.settled(records))
    }
}

/// Each pass answers what the one before left; a fleet that needs more is being changed by somebody else.
private let maximumPasses = 20

/// What the passes of one convergence have done so far.
private struct WorkDone {
    var changes = 0
    /// The plan that was carried out last, to its end.
    var last: [Step] = []

    /// Whether a plan asks for exactly what was just done: the host takes it and forgets it, and trying on would never end.
    func repeats(_ plan: Plan) -> Bool { plan.steps.map(\.unclaimed) == last.map(\.unclaimed) }
}

extension Step {
    /// Whether it destroys a guest that is gone from the commit; a replaced one is made anew and does not count.
    fileprivate var isRemoval: Bool {
        if case .change(let submission) = action, case .destroy = submission.change { return leaves == .completed }
        return false
    }
}

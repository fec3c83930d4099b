import PhoenixEngine
package import PhoenixModel
import PhoenixPlanner
import PhoenixPorts
import PhoenixSimulator
import Synchronization

/// Makes another change of the one that Phoenix submits.
package typealias Mutant = @Sendable (Submission) -> Submission

/// How a story went.
package struct Performance: Sendable {
    package let story: Story
    /// Promises that were not kept, the first of each kind.
    package let breaches: [Breach]
    /// What was met on the way, by name.
    package let encounters: Set<String>
    /// How often promises were looked after.
    package let checks: Int
    /// How many syncs there were, of all instances.
    package let syncs: Int
    /// Calls to host, guests and journal.
    package let calls: Int
    /// How much time passed in the story.
    package let simulatedMilliseconds: Int64
    /// A fingerprint of every call, its time and its answer, of every sync's outcome, and of the host as it was in the end.
    package let trace: TraceDigest
}

extension Story {
    /// Plays the story: first everything happens that it tells, then Phoenix is left in peace.
    ///
    /// - Parameter mutant: spoils what Phoenix asks of the host, so that a promise is broken: for tests of the promises.
    package func performed(_ mutant: Mutant? = nil) async throws(Failure) -> Performance {
        let stage = try Stage(self, mutant: mutant)
        return await withTaskExecutorPreference(StoryExecutor()) { await performed(on: stage) }
    }

    private func performed(on stage: Stage) async -> Performance {
        let journals = (0..<instances).map { _ in MemoryJournal() }
        await withTaskGroup { group in
            for instance in 0..<instances {
                group.addTask { await live(instance, journals[instance], on: stage) }
            }
        }
        await conclude(journals[0], on: stage)
        stage.noteHost()
        let (witness, calls, trace) = stage.state.withLock { ($0.witness, $0.calls, $0.trace) }
        return Performance(
            story: self, breaches: witness.breaches.sorted { $0.promise < $1.promise },
            encounters: witness.encounters, checks: witness.checks, syncs: witness.syncs, calls: calls,
            simulatedMilliseconds: stage.now.milliseconds(since: stage.begin), trace: trace)
    }

    /// One instance, which watches until everything has happened. Without power it forgets all but its journal.
    private func live(_ instance: Int, _ journal: MemoryJournal, on stage: Stage) async {
        var chance = SeededGenerator(seed: seed &+ UInt64(instance))
        var world = stage.world(of: instance, journal)
        await stage.turnstile?.pass(instance)
        while stage.now < stage.peace {
            _ = await sync(instance, world, on: stage)
            if stage.isPowerOff(instance) {
                await stage.lieDown(instance)
                world = stage.world(of: instance, journal)
            } else {
                stage.startAgain(instance)
                await stage.sleep(instance, until: stage.now.adding(seconds: chance.number(scale.secondsBetweenSyncs)))
            }
        }
        stage.turnstile?.leave(instance)
    }

    private func sync(_ instance: Int, _ world: World, on stage: Stage) async -> SyncOutcome {
        let outcome = await Reconciler(
            source: stage.source, world: world,
            settings: SyncSettings(
                writer: WriterID("instance-\(instance + 1)"), allowsForcedPush: rewritesHistory, seed: seed),
            reader: stage.source
        ).activate()
        stage.note(outcome, of: instance)
        return outcome
    }

    /// Nothing happens any more, and everything may be done: now the fleet has to come to be as wished.
    private func conclude(_ journal: MemoryJournal, on stage: Stage) async {
        stage.calm()
        stage.happen(.push(commits.count - 1, from: nil))
        stage.setTurnstile(0..<1, seed: seed)
        let wished = Set(commits[commits.count - 1].guests.map(\.id))
        let world = stage.world(of: 0, journal)
        var endings: [String] = []
        for _ in 1...Self.mostSyncsInPeace {
            stage.mend(freeing: wished)
            let outcome = await sync(0, world, on: stage)
            endings.append(outcome.sentence)
            if case .converged(_, let changes, _) = outcome {
                if changes > 0 { await requireRest(world, on: stage) }
                return
            }
            if outcome.waitsForPeopleOnly { return }
            await stage.sleep(0, until: stage.now.adding(seconds: Self.secondsBetweenSyncs))
        }
        stage.breaks(.convergesInPeace, "the last syncs ended: \(endings.suffix(3).joined(separator: "; "))")
    }

    private func requireRest(_ world: World, on stage: Stage) async {
        let outcome = await sync(0, world, on: stage)
        switch outcome {
        case .converged(_, changes: 0, _): return
        case .converged(_, let more, _):
            stage.breaks(.settledStaysSettled, "the sync after the one that converged did \(more) steps")
        default: stage.breaks(.settledStaysSettled, "the sync after the one that converged ended \(outcome.sentence)")
        }
    }

    /// One to mend what was left, one for each layer of guests that wait for others, and some more; an hour lies between two.
    private static let mostSyncsInPeace = 8
    private static let secondsBetweenSyncs = 3600
}

extension Stage {
    func breaks(_ promise: Promise, _ sentence: String) {
        state.withLock { $0.witness.breaks(promise, sentence) }
    }
}

extension SyncOutcome {
    /// With what people need to know to see why.
    fileprivate var sentence: String {
        switch self {
        case .converged, .rolledBack, .interrupted: word
        case .invalid(_, let diagnostics):
            "invalid: \(diagnostics.first { $0.severity == .error }.map { "\($0.place.path) \($0.message)" } ?? "")"
        case .blocked(_, _, let plan):
            "blocked: "
                + plan.guests.flatMap { guest in guest.conditions.map { "\(guest.id) \($0.sentence)" } }
                .joined(separator: ", ")
        case .failed(_, let failures):
            "failed: "
                + failures.map { "\($0.step) \($0.failure.message) \($0.failure.causes)" }.joined(separator: ", ")
        case .unreachable(let failure): "unreachable: \(failure.message) \(failure.causes)"
        }
    }
}

extension SyncOutcome {
    /// Whether nothing is in the way but what Phoenix must not decide: to destroy a guest or its snapshots, or to bring back a
    /// template that a person has moved away from its copies.
    fileprivate var waitsForPeopleOnly: Bool {
        guard case .blocked(_, _, let plan) = self else { return false }
        let obstacles = plan.guests.filter { !$0.isOrphan }.flatMap(\.conditions).compactMap { condition in
            if case .blocked(let obstacle) = condition { obstacle.kind } else { nil }
        }
        return !obstacles.isEmpty
            && Set(obstacles).isSubset(of: [.needsReplacement, .cannotBecomeTemplate, .cannotClone, .sharedDisks])
    }
}

extension Condition {
    fileprivate var sentence: String {
        if case .blocked(let obstacle) = self { return obstacle.message }
        if case .skipped(_, let message) = self { return message }
        return word
    }
}

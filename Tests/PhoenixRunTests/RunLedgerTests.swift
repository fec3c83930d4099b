import PhoenixModel
import PhoenixPlanner
import PhoenixRun
import PhoenixTestSupport
import Testing

/// The replay table: what records add up to, and which sequences it refuses.
@Suite struct RunLedgerTests {
    private let now = Instant(milliseconds: 0)
    private let step = StepID("101/start")
    private let task = TaskID("UPID:pve1:1")

    private func header(_ run: Int) -> RunHeader {
        RunHeader(run: RunNumber(run), fleet: "lab", commit: commit(), stepCount: 1, beganAt: now)
    }

    private func ledger(_ records: [JournalRecord]) throws(Failure) -> RunLedger {
        var ledger = RunLedger()
        for record in records { try ledger.apply(record) }
        return ledger
    }

    private var began: JournalRecord { .stepBegan(step, attempt: 1, submission: nil, at: now) }
    private var succeeded: JournalRecord { .stepEnded(step, .succeeded(note: nil), at: now) }

    @Test("A run from begin to end leaves nothing unsettled")
    func whole() throws {
        let ledger = try ledger([
            .runBegan(header(1)), began, .taskAccepted(step, task, at: now), succeeded, .runEnded(.succeeded, at: now),
            .fleetConverged(commit(), at: now),
        ])
        #expect(!ledger.isOpen)
        #expect(ledger.unsettled == [])
        #expect(ledger.completedCommit == commit())
    }

    @Test("A run that was cut off shows what was in flight, with its task if the host named one")
    func cut() throws {
        let ledger = try ledger([.runBegan(header(1)), began, .taskAccepted(step, task, at: now)])
        #expect(ledger.isOpen)
        #expect(ledger.unsettled == [UnsettledStep(id: step, submission: nil, task: task)])
    }

    @Test("Between two attempts nothing is in flight")
    func betweenAttempts() throws {
        let failure = Failure(.locked, "locked", remedy: "wait")
        let ledger = try ledger([
            .runBegan(header(1)), began, .attemptFailed(step, failure, nextTryAt: now, at: now),
        ])
        #expect(ledger.unsettled == [])
    }

    @Test("What cannot have been written is refused, with the way out")
    func illegal() {
        let failure = Failure(.locked, "locked", remedy: "wait")
        let sequences: [[JournalRecord]] = [
            [began],
            [.runEnded(.succeeded, at: now)],
            [.runBegan(header(1)), .runBegan(header(2))],
            [.runBegan(header(1)), succeeded],
            [.runBegan(header(1)), .taskAccepted(step, task, at: now)],
            [.runBegan(header(1)), began, began],
            [.runBegan(header(1)), began, succeeded, succeeded],
            [.runBegan(header(1)), began, succeeded, .taskAccepted(step, task, at: now)],
            [.runBegan(header(1)), began, .stepEnded(step, .skipped(because: step), at: now)],
            [.runBegan(header(1)), .attemptFailed(step, failure, nextTryAt: now, at: now)],
            [.runBegan(header(1)), .stepBegan(step, attempt: 2, submission: nil, at: now)],
            [.runBegan(header(1)), .fleetConverged(commit(), at: now)],
            [.runBegan(header(1)), .runEnded(.succeeded, at: now), .runBegan(header(1))],
            [.runBegan(header(1)), .runEnded(.succeeded, at: now), .fleetConverged(commit("b"), at: now)],
        ]
        for (number, sequence) in sequences.enumerated() {
            #expect(throws: Failure.self, "sequence \(number)") { try ledger(sequence) }
        }
    }

    @Test("An open run is settled by what is seen: done, running, or none")
    func settled() throws {
        let reference = GuestReference(id: id(101), kind: .container, node: "pve1")
        let start = Submission(change: .start(reference), fence: .marked("lab", id(101), claim: nil))
        let open = try ledger([
            .runBegan(header(1)), .stepBegan(step, attempt: 1, submission: start, at: now),
        ])
        func found(_ observed: ObservedState) -> StepOutcome? {
            guard case .stepEnded(_, let outcome, _)? = settle(open, seeing: observed, at: now).first else {
                return nil
            }
            return outcome
        }
        var seen = ObservedGuest(
            reference: reference, mark: nil, power: .stopped, configuration: Configuration())
        #expect(found(host(guests: [seen])) == .interrupted(.none))
        seen.power = .running
        #expect(found(host(guests: [seen])) == .interrupted(.done))
        var busy = host(guests: [seen])
        busy.runningTasks = [RunningTask(id: task, node: "pve1", guest: id(101), operation: .start)]
        #expect(found(busy) == .interrupted(.running(task)))
        var closed = open
        for record in settle(open, seeing: busy, at: now) { try closed.apply(record) }
        #expect(!closed.isOpen)
    }

    @Test("A run as people see it: what is at work since when, and what waits for another try")
    func atWork() {
        let locked = Failure(.locked, "locked", remedy: "wait", disposition: .retry)
        let later = Instant(milliseconds: 5000)
        var entry = RunEntry()
        for record in [
            .runBegan(header(1)), began, .stepBegan(StepID("102/start"), attempt: 1, submission: nil, at: later),
            .attemptFailed(step, locked, nextTryAt: later, at: now),
        ] as [JournalRecord] { entry.add(record) }
        #expect(entry.stepsAtWork.map(\.step) == [step, StepID("102/start")])
        #expect(entry.stepsAtWork.map(\.nextTryAt) == [later, nil])
        #expect(entry.stepsAtWork.map(\.since) == [now, later])
        entry.add(.stepBegan(step, attempt: 2, submission: nil, at: later))
        entry.add(succeeded)
        #expect(entry.stepsAtWork.map(\.step) == [StepID("102/start")])
    }
}

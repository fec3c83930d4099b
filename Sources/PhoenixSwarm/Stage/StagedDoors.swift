import PhoenixEngine
import PhoenixModel
import PhoenixPorts
import PhoenixRun
import PhoenixSimulator

/// The host as one instance reaches it: each change and look is a call of its own, with a turn of its own.
struct StagedDriver: HostDriver {
    let stage: Stage
    let instance: Int
    let driver: any HostDriver

    func observe(_ interest: Interest) async throws(Failure) -> ObservedState {
        try await stage.call(instance, .observe) {
            await result { () async throws(Failure) in try await driver.observe(interest) }
        }.get()
    }

    func submit(_ submissions: [Submission]) async -> [Result<Acceptance, Failure>] {
        var answers: [Result<Acceptance, Failure>] = []
        for submission in submissions {
            answers.append(
                await stage.call(instance, .submit(submission)) {
                    await driver.submit([stage.mutant?(submission) ?? submission]).first ?? .failure(Stage.powerIsOff)
                })
        }
        return answers
    }

    func look(at tasks: [TaskID]) async -> [TaskSight] {
        var sights: [TaskSight] = []
        for task in tasks {
            let answer = await stage.call(instance, .lookAtTask) {
                Result<_, Failure>.success(await driver.look(at: [task]))
            }
            switch answer {
            case .success(let found): sights += found
            case .failure(let failure): sights.append(.unknown(failure))
            }
        }
        return sights
    }
}

/// The insides of its guests, in the same way.
struct StagedShell: GuestShell {
    let stage: Stage
    let instance: Int
    let shell: any GuestShell

    func start(_ requests: [GuestRequest]) async -> [Result<Void, Failure>] {
        var answers: [Result<Void, Failure>] = []
        for request in requests {
            answers.append(
                await stage.call(instance, .start(request)) {
                    await shell.start([request]).first ?? .failure(Stage.powerIsOff)
                })
        }
        return answers
    }

    func look(at runs: [GuestRunReference]) async -> [GuestRunSight] {
        var sights: [GuestRunSight] = []
        for run in runs {
            let answer = await stage.call(instance, .lookAtRun) {
                Result<_, Failure>.success(await shell.look(at: [run]))
            }
            switch answer {
            case .success(let found): sights += found
            case .failure(let failure): sights.append(.unknown(failure))
            }
        }
        return sights
    }
}

/// Its journal: a batch of records is written whole, or not at all.
struct StagedJournal: RunJournal {
    let stage: Stage
    let instance: Int
    let journal: MemoryJournal

    func append(_ records: [JournalRecord]) async throws(Failure) {
        guard !records.isEmpty else { return }
        try await stage.call(instance, .append(records)) {
            await result { () async throws(Failure) in try await journal.append(records) }
        }.get()
    }

    func ledger() async throws(Failure) -> RunLedger { await journal.ledger() }
}

/// Its clock, which is everybody's.
struct StagedClock: WorldClock {
    let stage: Stage
    let instance: Int

    func now() async -> Instant { stage.now }

    func sleep(until deadline: Instant) async { await stage.sleep(instance, until: deadline) }
}

/// What it tells, and who tells it to stop.
struct StagedSink: EventSink, Interruption {
    let stage: Stage
    let instance: Int

    func receive(_ event: Event) async { stage.witness(event, of: instance) }

    func reason(running commit: CommitID) async -> StopReason? { stage.stopReason(for: instance, running: commit) }
}

/// What a call came to, as a value.
func result<Value: Sendable>(_ body: () async throws(Failure) -> Value) async -> Result<Value, Failure> {
    do throws(Failure) { return .success(try await body()) } catch { return .failure(error) }
}

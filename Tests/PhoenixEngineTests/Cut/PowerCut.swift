import PhoenixEngine
import PhoenixModel
import PhoenixPorts
import PhoenixRun
import Synchronization

/// Counts every call that Phoenix makes, and takes the power away at one of them: from then on nothing works any more.
final class Power: Sendable {
    enum Moment: CaseIterable {
        /// The call is never made.
        case before
        /// The call takes effect, and its answer is never read.
        case after
    }

    enum Passage { case on, cutAfter, off }

    private struct State {
        var calls = 0
        var isOff = false
    }

    private let state = Mutex(State())
    private let cutAt: Int
    private let moment: Moment

    /// - Parameter cutAt: the number of the call at which the power goes, from 1.
    init(cutAt: Int, _ moment: Moment) {
        self.cutAt = cutAt
        self.moment = moment
    }

    /// Whether the cut was met.
    var isOff: Bool { state.withLock { $0.isOff } }

    func pass() -> Passage {
        state.withLock { state in
            guard !state.isOff else { return .off }
            state.calls += 1
            guard state.calls == cutAt else { return .on }
            state.isOff = true
            return moment == .before ? .off : .cutAfter
        }
    }

    static let gone = Failure(.internalDefect, "the power is off", remedy: "switch it on")
}

/// A host behind a power switch: each change and look is a call of its own.
struct PoweredDriver: HostDriver {
    let driver: any HostDriver
    let power: Power

    func observe(_ interest: Interest) async throws(Failure) -> ObservedState {
        switch power.pass() {
        case .on: return try await driver.observe(interest)
        case .cutAfter, .off: throw Power.gone
        }
    }

    func submit(_ submissions: [Submission]) async -> [Result<Acceptance, Failure>] {
        var answers: [Result<Acceptance, Failure>] = []
        for submission in submissions {
            let passage = power.pass()
            if passage == .off {
                answers.append(.failure(Power.gone))
                continue
            }
            let answer = await driver.submit([submission])
            answers += passage == .on ? answer : [.failure(Power.gone)]
        }
        return answers
    }

    func look(at tasks: [TaskID]) async -> [TaskSight] {
        var sights: [TaskSight] = []
        for task in tasks {
            sights += power.pass() == .on ? await driver.look(at: [task]) : [.failed(Power.gone)]
        }
        return sights
    }
}

/// The inside of guests behind the same switch.
struct PoweredShell: GuestShell {
    let shell: any GuestShell
    let power: Power

    func start(_ requests: [GuestRequest]) async -> [Result<Void, Failure>] {
        var answers: [Result<Void, Failure>] = []
        for request in requests {
            let passage = power.pass()
            if passage == .off {
                answers.append(.failure(Power.gone))
                continue
            }
            let answer = await shell.start([request])
            answers += passage == .on ? answer : [.failure(Power.gone)]
        }
        return answers
    }

    func look(at runs: [GuestRunReference]) async -> [GuestRunSight] {
        var sights: [GuestRunSight] = []
        for run in runs {
            sights += power.pass() == .on ? await shell.look(at: [run]) : [.unknown(Power.gone)]
        }
        return sights
    }
}

/// The journal behind the same switch: a record is written whole, or not at all.
struct PoweredJournal: RunJournal {
    let journal: MemoryJournal
    let power: Power

    func append(_ records: [JournalRecord]) async throws(Failure) {
        guard !power.isOff else { throw Power.gone }
        // Batches are one transaction: the power goes before it or after it.
        guard !records.isEmpty else { return }
        switch power.pass() {
        case .on: try await journal.append(records)
        case .cutAfter:
            try await journal.append(records)
            throw Power.gone
        case .off: throw Power.gone
        }
    }

    func ledger() async throws(Failure) -> RunLedger { await journal.ledger() }
}

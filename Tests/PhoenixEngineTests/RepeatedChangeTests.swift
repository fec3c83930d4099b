import PhoenixEngine
import PhoenixModel
import PhoenixPorts
import PhoenixSimulator
import PhoenixTestSupport
import Synchronization
import Testing

/// Proves: every kind of change sent a second time, right after it was done, changes nothing.
@Suite struct RepeatedChangeTests {
    @Test("Each change is sent again as soon as it is done")
    func everyChange() async throws {
        var lab = Lab(Scenario.cluster)
        let repeater = Repeater(lab.host)
        lab.driver = repeater
        _ = try await lab.converge(on: ConvergenceTests.fleet)
        var next = ConvergenceTests.fleet
        next.commit = commit("b")
        // A machine's memory needs a restart; a disk grows; a guest goes.
        for place in next.guests.indices where next.guests[place].id == id(1001) {
            next.guests[place].configuration.set(.memory(mebibytes: 8192))
        }
        for place in next.guests.indices where next.guests[place].id == id(101) {
            next.guests[place].configuration.set(.rootDisk(Volume(storage: "local-lvm", sizeGibibytes: 40)))
        }
        let there = try #require(lab.host.cluster.guests[id(102)]?.node)
        for place in next.guests.indices where next.guests[place].id == id(102) {
            next.guests[place].node = there == "pve3" ? "pve2" : "pve3"
        }
        next.guests.removeAll { $0.id == id(103) }
        next.policy.prune = .destroy
        let ending = try await lab.converge(on: next).summary
        #expect(ending.hasPrefix("converged"), "\(ending)")
        #expect(repeater.differences == [])
        let unmet = Change.Operation.allCases.filter { !repeater.operations.contains($0) }
        #expect(unmet == [])
    }
}

/// Sends each change again once it is done, and compares what is seen before and after.
final class Repeater: HostDriver {
    private struct Notes {
        var submissions: [TaskID: Submission] = [:]
        var repeated: Set<TaskID> = []
        var operations: Set<Change.Operation> = []
        var differences: [String] = []
    }

    private let host: SimulatedHost
    private let notes = Mutex(Notes())

    init(_ host: SimulatedHost) {
        self.host = host
    }

    var operations: Set<Change.Operation> { notes.withLock { $0.operations } }
    var differences: [String] { notes.withLock { $0.differences } }

    func observe(_ interest: Interest) async throws(Failure) -> ObservedState { try await host.observe() }

    func submit(_ submissions: [Submission]) async -> [Result<Acceptance, Failure>] {
        var answers: [Result<Acceptance, Failure>] = []
        for submission in submissions {
            let answer = await host.submit([submission])
            answers += answer
            switch answer.first {
            case .success(.task(let task)): notes.withLock { $0.submissions[task] = submission }
            case .success(.done): await sendAgain(submission)
            default: continue
            }
        }
        return answers
    }

    func look(at tasks: [TaskID]) async -> [TaskSight] {
        let sights = await host.look(at: tasks)
        for (task, sight) in zip(tasks, sights) {
            guard case .succeeded = sight else { continue }
            let submission = notes.withLock { notes in
                notes.repeated.insert(task).inserted ? notes.submissions[task] : nil
            }
            if let submission { await sendAgain(submission) }
        }
        return sights
    }

    private func sendAgain(_ submission: Submission) async {
        let operation = submission.change.operation
        notes.withLock { _ = $0.operations.insert(operation) }
        // A second restart restarts a second time; it is sent again only where nothing else can be known.
        guard operation != .restart else { return }
        do throws(Failure) {
            let before = try await seen(submission)
            let answer = await host.submit([submission])
            let after = try await seen(submission)
            guard case .success(.done)? = answer.first, before == after else {
                notes.withLock { $0.differences.append("\(operation.rawValue): \(answer), \(before) → \(after)") }
                return
            }
        } catch {
            notes.withLock { $0.differences.append("\(operation.rawValue): \(error)") }
        }
    }

    /// The guest that is changed; the others go on meanwhile.
    private func seen(_ submission: Submission) async throws(Failure) -> String {
        let observed = try await host.observe()
        return "\(observed.guests.filter { $0.id == submission.change.guest.id })"
    }
}

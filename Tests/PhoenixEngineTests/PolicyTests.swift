import PhoenixEngine
import PhoenixModel
import PhoenixPlanner
import PhoenixPorts
import PhoenixRun
import PhoenixSimulator
import PhoenixTestSupport
import Synchronization
import Testing

/// What follows failures and newer commits.
@Suite struct PolicyTests {
    /// Docker cannot be installed; nothing else is wrong.
    private var brokenDocker: Cluster {
        var cluster = Scenario.homelab
        cluster.scripts = [
            ScriptRule(
                purpose: .install, name: "docker", exitCode: 7, output: ["fetching", "E: no such package"])
        ]
        return cluster
    }

    private func fleet(_ policy: Policy) -> DesiredState {
        wish(
            [
                container(101, "first", features: [feature("docker")]), container(102, "second", after: [101]),
                container(103, "third"), container(104, "fourth", features: [feature("base_setup")]),
            ], policy: policy)
    }

    @Test("continue: what needs the failed guest is skipped, the rest is completed, and the script's end is shown")
    func goesOn() async throws {
        let lab = Lab(brokenDocker)
        guard case .failed(let failures) = try await lab.converge(on: fleet(Policy(onFailure: .continue))) else {
            Issue.record("the sync did not fail")
            return
        }
        #expect(failures.map(\.step.text) == ["101/feature/docker"])
        #expect(failures.first?.failure.causes.first == "E: no such package")
        #expect(failures.first?.failure.message == "the installation of docker ended with exit code 7")
        let plan = try await lab.plan(fleet(Policy()))
        let states = plan.guests.map { "\($0.id) \($0.state.rawValue)" }
        #expect(states == ["101 customizing", "102 defined", "103 completed", "104 completed"])
        let skips = await skipped(lab)
        #expect(skips == 5, "the four steps of 102, and the mark of 101: once each")
    }

    private func skipped(_ lab: Lab) async -> Int {
        await lab.told.events.count {
            if case .run(.stepEnded(_, .skipped, _)) = $0 { true } else { false }
        }
    }

    @Test("stop: nothing new is begun after the failure, and what was at work is followed to its end")
    func stops() async throws {
        let lab = Lab(brokenDocker)
        let ending = try await lab.converge(on: fleet(Policy(onFailure: .stop, stepsPerNode: 1))).summary
        #expect(ending == "failed 101/feature/docker")
        #expect(lab.host.cluster.guests[id(102)] == nil)
        let ledger = await lab.journal.ledger()
        #expect(!ledger.isOpen)
        #expect(ledger.unsettled == [])
    }

    @Test("A newer commit supersedes: what is in flight is followed to its end, and nothing new begins")
    func superseded() async throws {
        var lab = Lab()
        lab.interruption = After(turns: 30, .superseded(by: commit("b")))
        #expect(try await lab.converge(on: ConvergenceTests.fleet).summary == "superseded")
        let ledger = await lab.journal.ledger()
        #expect(ledger.ending == .superseded(by: commit("b")))
        #expect(ledger.unsettled == [])
        #expect(lab.host.cluster.tasks.visibleWorking.isEmpty, "no task is left at work")
        lab.interruption = NoInterruption()
        let ending = try await lab.converge(on: ConvergenceTests.fleet).summary
        #expect(ending.hasPrefix("converged"))
    }

    @Test("Asked to stop, Phoenix leaves at once; the next sync finds what was in flight, at any turn")
    func interrupted() async throws {
        let whole = Lab()
        _ = try await whole.converge(on: PowerCutTests.fleet)
        let expected = try await likeness(whole)
        var turns = 1
        while true {
            var lab = Lab()
            lab.interruption = After(turns: turns, .interrupted)
            let first = try await lab.converge(on: PowerCutTests.fleet).summary
            guard first == "interrupted" else { break }
            lab.interruption = NoInterruption()
            let second = try await lab.converge(on: PowerCutTests.fleet).summary
            #expect(second.hasPrefix("converged"), "stopped at turn \(turns): \(second)")
            #expect(try await likeness(lab) == expected, "stopped at turn \(turns)")
            turns += 1
        }
        #expect(turns > 20)
    }

    @Test("No more guests than allowed are destroyed in one sync, however many plans it makes")
    func removals() async throws {
        let lab = Lab()
        let policy = Policy(prune: .destroy)
        _ = try await lab.converge(
            on: wish([container(101, "a"), container(102, "b"), container(103, "c")], policy: policy))
        _ = try await lab.converge(on: wish([container(103, "c")], policy: policy))
        #expect(lab.host.cluster.guests.keys.sorted() == [id(102), id(103)])
        _ = try await lab.converge(on: wish([container(103, "c")], policy: policy))
        #expect(lab.host.cluster.guests.keys.sorted() == [id(103)])
    }
}

/// Interrupts after so many turns of the engine.
final class After: Interruption {
    private let turns: Mutex<Int>
    private let stop: StopReason

    init(turns: Int, _ stop: StopReason) {
        self.turns = Mutex(turns)
        self.stop = stop
    }

    func reason(running commit: CommitID) async -> StopReason? {
        turns.withLock { turns in
            turns -= 1
            return turns < 0 ? stop : nil
        }
    }
}

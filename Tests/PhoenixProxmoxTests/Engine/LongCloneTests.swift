import PhoenixEngine
import PhoenixModel
import PhoenixPorts
import PhoenixRun
import PhoenixSimulator
import PhoenixSimulatorAPI
import PhoenixTestSupport
import Testing

/// A clone's task names its source and not the new guest; what becomes of a long one is known all the same.
@Suite("Engine over Proxmox: long clones") struct LongCloneTests {
    private static let fleet = wish([
        container(102, "db", disk: 400, outcome: .runningWithSnapshot("clean")),
        container(103, "copy", cloneOf: 102, snapshot: "clean", disk: 400),
        container(104, "other", cloneOf: 102, snapshot: "clean", disk: 400),
    ])

    @Test("Its answer is lost, and it is followed")
    func lostAnswer() async throws {
        let lab = try await ProxmoxLab()
        lab.api.change {
            $0.add(Fault(operation: .change(.clone), trigger: Trigger(occurrence: 1), kind: .lostAfterEffect))
        }
        let begun = lab.api.cluster.now
        let ending = try await lab.converge(on: Self.fleet).summary
        #expect(ending.hasPrefix("converged"), "\(ending)")
        // Far longer than a step that fails is tried again.
        #expect(lab.api.cluster.now.milliseconds(since: begun) > 120_000)
        #expect(lab.server.counts["POST /nodes/#/lxc/#/clone"] == 2)
    }

    @Test("Phoenix is stopped, and the next one follows it")
    func restart() async throws {
        let lab = try await ProxmoxLab()
        let stop = StopAtLock(api: lab.api)
        let world = World(
            driver: lab.driver, shell: lab.shell, clock: lab.clock, journal: lab.journal, sink: lab.told,
            interruption: stop)
        let cut = try await Convergence(world, as: "one", seed: 1).converge(on: Self.fleet).summary
        #expect(cut == "interrupted")
        let next = ProxmoxLab(lab.api, lab.server, .token)
        let again = World(
            driver: next.driver, shell: next.shell, clock: next.clock, journal: lab.journal, sink: next.told)
        let ending = try await Convergence(again, as: "one", seed: 1).converge(on: Self.fleet).summary
        #expect(ending.hasPrefix("converged"), "\(ending)")
        #expect(await next.told.succeeded.contains("103/follow"))
        #expect(lab.server.counts["POST /nodes/#/lxc/#/clone"] == 2)
    }
}

/// Asks Phoenix to stop as soon as a guest is half made by a clone.
private struct StopAtLock: Interruption {
    let api: SimulatedAPI

    func reason(running commit: CommitID) async -> StopReason? {
        api.cluster.guests[id(103)]?.file.lock == nil ? nil : .interrupted
    }
}

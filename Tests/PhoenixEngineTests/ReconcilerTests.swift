import Foundation
import PhoenixEngine
import PhoenixModel
import PhoenixPorts
import PhoenixRun
import PhoenixSimulator
import PhoenixTestSupport
import Synchronization
import Testing

/// Which commit is converged on, and what follows when it is wrong, old, replaced or broken.
@Suite struct ReconcilerTests {
    private func reconciler(
        _ lab: Lab, _ branch: Branch, allowsForcedPush: Bool = false
    ) -> Reconciler {
        Reconciler(
            source: branch, world: lab.world,
            settings: SyncSettings(writer: "one", allowsForcedPush: allowsForcedPush, seed: 1))
    }

    @Test("An invalid commit changes nothing and names its problems")
    func invalid() async throws {
        let lab = Lab()
        let branch = Branch([("a", Tree.fleet(memory: 1024)), ("b", ["guests/101.json": "{"])])
        let outcome = await reconciler(lab, branch).activate()
        guard case .invalid(let commit, let diagnostics) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(commit == PhoenixTestSupport.commit("b"))
        #expect(diagnostics.contains { $0.severity == .error && $0.place.path == "guests/101.json" })
        #expect(lab.host.cluster.guests.isEmpty)
    }

    @Test("A branch that goes back, or whose history was rewritten, is refused until told otherwise")
    func history() async throws {
        let lab = Lab()
        let branch = Branch([("a", Tree.fleet(memory: 1024)), ("b", Tree.fleet(memory: 2048))])
        #expect(word(await reconciler(lab, branch).activate()) == "converged")
        branch.point(to: "a")
        let back = await reconciler(lab, branch).activate()
        #expect(word(back) == "unreachable commitRefused")
        #expect(memory(lab) == 2048)
        branch.rewrite([("c", Tree.fleet(memory: 512))])
        #expect(word(await reconciler(lab, branch).activate()) == "unreachable commitRefused")
        #expect(word(await reconciler(lab, branch, allowsForcedPush: true).activate()) == "converged")
        #expect(memory(lab) == 512)
    }

    @Test(
        "What was applied last stands on the host: a lost state directory does not lead behind it, and rewriting is told once"
    )
    func historyOnHost() async throws {
        let first = Lab()
        let branch = Branch([("a", Tree.fleet(memory: 1024)), ("b", Tree.fleet(memory: 2048))])
        #expect(word(await reconciler(first, branch).activate()) == "converged")
        let lab = Lab(first.host)
        branch.point(to: "a")
        #expect(word(await reconciler(lab, branch).activate()) == "blocked")
        #expect(memory(lab) == 2048)
        branch.rewrite([("c", Tree.fleet(memory: 2048))])
        #expect(word(await reconciler(lab, branch, allowsForcedPush: true).activate()) == "converged")
        branch.push("d", Tree.fleet(memory: 512))
        #expect(word(await reconciler(lab, branch).activate()) == "converged")
        #expect(memory(lab) == 512)
    }

    @Test("Schemas are left aside for a commit in which nothing was found, and for no other")
    func knownFlawless() async throws {
        let memory = Memory()
        let branch = Branch([("a", Tree.fleet(memory: 1024))])
        func activate(_ lab: Lab) async -> String {
            let reader = SourceReader(branch, isStrict: false, memory: memory)
            return word(
                await Reconciler(
                    source: branch, world: lab.world, settings: SyncSettings(writer: "one"), reader: reader
                ).activate())
        }
        let lab = Lab()
        #expect(await activate(lab) == "converged")
        #expect(memory.remembered == [commit("a")])
        #expect(await activate(lab) == "converged")
        #expect(memory.remembered == [commit("a")], "it is not written again")

        var files = Tree.fleet(memory: 1024)
        files["guests/101.json"]?.replace("\"id\"", with: "\"colour\": \"red\", \"id\"")
        branch.push("b", files)
        #expect(await activate(lab) == "invalid", "a newer commit is checked")
        #expect(memory.remembered == [commit("a")])
    }

    @Test("Any failure to reach Git leaves the host alone")
    func unreachable() async throws {
        let lab = Lab()
        let branch = Branch([("a", Tree.fleet(memory: 1024))])
        branch.disconnect()
        #expect(word(await reconciler(lab, branch).activate()) == "unreachable gitUnreachable")
        #expect(lab.host.cluster.guests.isEmpty)
    }

    @Test("A newer commit that comes during a run is converged on in the same sync")
    func newer() async throws {
        var lab = Lab()
        let branch = Branch([("a", Tree.fleet(memory: 1024))])
        lab.interruption = CommitArrives(after: 4, on: branch, "b", Tree.fleet(memory: 2048))
        let outcome = await reconciler(lab, branch).activate()
        #expect(word(outcome) == "converged")
        #expect(memory(lab) == 2048)
        let endings = await lab.told.events.compactMap { event -> String? in
            if case .runEnded(let header, let ending) = event { "\(header.commit.short) \(ending)" } else { nil }
        }
        #expect(endings.first?.contains("superseded") == true, "\(endings)")
    }

    @Test("Also where commits follow one another, a sync destroys no more guests than allowed", arguments: 1...20)
    func removalsOfManyCommits(turns: Int) async throws {
        func files(_ numbers: ClosedRange<Int>) -> [String: String] {
            var files = ["phoenix.json": #"{"fleet": "lab", "policy": {"prune": "destroy"}}"#]
            for number in numbers {
                files["guests/\(number).json"] = """
                    {"id": \(number), "kind": "lxc", "name": "web-\(number)", "template": "\(debianImage)",
                     "memory_mb": 512, "storage_pool": "local-lvm", "storage_size_gb": 8,
                     "network_config": {"name": "eth0", "bridge": "vmbr0", "ip": "dhcp"}}
                    """
            }
            return files
        }
        var lab = Lab()
        let branch = Branch([("a", files(101...103))])
        #expect(word(await reconciler(lab, branch).activate()) == "converged")
        branch.push("b", files(102...103))
        lab.interruption = CommitArrives(after: turns, on: branch, "c", files(103...103))
        _ = await reconciler(lab, branch).activate()
        #expect(lab.host.cluster.guests.count >= 2)
    }

    @Test(
        "rollback: a commit that fails leads back to the one that completed, and is not tried again until a newer comes"
    )
    func rollBack() async throws {
        var cluster = Scenario.homelab
        cluster.scripts = [ScriptRule(purpose: .install, name: "broken", exitCode: 1, output: ["no"])]
        let lab = Lab(cluster)
        let branch = Branch([("a", Tree.fleet(memory: 1024, policy: "rollback"))])
        #expect(word(await reconciler(lab, branch).activate()) == "converged")
        branch.push("b", Tree.fleet(memory: 2048, feature: "broken", policy: "rollback"))
        let outcome = await reconciler(lab, branch).activate()
        #expect(word(outcome) == "rolled back to aaaaaaa")
        #expect(memory(lab) == 1024)
        let runs = await lab.journal.ledger().header?.run
        #expect(word(await reconciler(lab, branch).activate()) == "rolled back to aaaaaaa", "it is not forgotten")
        #expect(await lab.journal.ledger().header?.run == runs, "the failed commit is not tried again")
        try lab.host.perform(.configure(id(101), set: [.memory(mebibytes: 512)], unset: []))
        #expect(word(await reconciler(lab, branch).activate()) == "rolled back to aaaaaaa", "drift is corrected")
        #expect(memory(lab) == 1024)
        #expect(word(await reconciler(lab, branch).activate()) == "rolled back to aaaaaaa", "nor by correcting drift")
        let tries = await lab.told.events.count { event in
            if case .runEnded(let header, _) = event { header.commit == commit("b") } else { false }
        }
        #expect(tries == 1, "the failed commit was tried once, whatever was done since")
        branch.push("c", Tree.fleet(memory: 4096, policy: "rollback"))
        #expect(word(await reconciler(lab, branch).activate()) == "converged")
        #expect(memory(lab) == 4096)
    }

    @Test("The same seed gives the same events and the same host, byte for byte")
    func deterministic() async throws {
        func run() async throws -> (String, [UInt8]) {
            let lab = Lab()
            lab.host.add(Fault(trigger: Trigger(times: 5, probability: 0.1), kind: .lockTimeout))
            _ = await reconciler(lab, Branch([("a", Tree.fleet(memory: 1024, feature: "docker"))])).activate()
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            let records = String(decoding: try encoder.encode(await lab.journal.records), as: UTF8.self)
            return (records, [UInt8](try Scenario.bytes(of: lab.host.cluster)))
        }
        let (first, second) = (try await run(), try await run())
        #expect(first.0 == second.0)
        #expect(first.1 == second.1)
    }

    private func memory(_ lab: Lab) -> Int? {
        lab.host.cluster.guests[id(101)]?.file.current["memory"].flatMap { Int($0) }
    }

    private func word(_ outcome: SyncOutcome) -> String { outcome.word }
}

extension SyncOutcome {
    /// For expectations: `converged`, `rolled back to aaaaaaa`, ….
    var word: String {
        switch self {
        case .converged: "converged"
        case .blocked: "blocked"
        case .failed(_, let failures): "failed \(failures.map(\.step))"
        case .rolledBack(_, let to, _): "rolled back to \(to.short)"
        case .invalid: "invalid"
        case .unreachable(let failure): "unreachable \(failure.code.rawValue)"
        case .interrupted: "interrupted"
        }
    }
}

/// What was remembered, in its order.
private final class Memory: ReadingMemory {
    private let commits = Mutex<[CommitID]>([])

    var remembered: [CommitID] { commits.withLock { $0 } }

    func isFlawless(_ commit: CommitID) -> Bool { remembered.last == commit }

    func rememberFlawless(_ commit: CommitID) { commits.withLock { $0.append(commit) } }
}

/// A commit is pushed after so many turns, and supersedes the one that runs.
final class CommitArrives: Interruption {
    private let turns: Mutex<Int>
    private let arrive: @Sendable () -> Void
    private let name: Character

    init(after turns: Int, on branch: Branch, _ name: Character, _ files: [String: String]) {
        self.turns = Mutex(turns)
        self.name = name
        arrive = { branch.push(name, files) }
    }

    func reason(running: CommitID) async -> StopReason? {
        let left = turns.withLock { turns in
            turns -= 1
            return turns
        }
        if left == 0 { arrive() }
        return left <= 0 && running != commit(name) ? .superseded(by: commit(name)) : nil
    }
}

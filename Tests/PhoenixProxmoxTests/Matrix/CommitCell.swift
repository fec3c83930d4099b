import PhoenixEngine
import PhoenixModel
import PhoenixSimulator
import PhoenixTestSupport

/// One fault at one call of the source of commits: the host is left alone, and the commit comes with the next sync.
struct CommitCell {
    let kind: FaultySource.Kind
    let operation: FaultySource.Operation

    static func cells(of kind: FaultySource.Kind) -> [CommitCell] {
        FaultySource.Operation.allCases.filter(kind.concerns).map { CommitCell(kind: kind, operation: $0) }
    }

    func outcome() async throws -> FaultCell.Outcome {
        let bench = try await FaultBench(Scenario.homelab, .inProcess)
        let branch = Branch([("a", Tree.fleet(memory: 512)), ("b", Tree.fleet(memory: 1024))])
        let source = FaultySource(branch, clock: bench.world.clock, past: commit("a"))
        let reconciler = Reconciler(
            source: source, world: bench.world, settings: SyncSettings(writer: "matrix", seed: 1))
        guard case .converged = await reconciler.activate() else {
            return FaultCell.Outcome(complaints: ["it does not begin well"])
        }
        branch.push("c", Tree.fleet(memory: 2048))
        source.arm(kind, at: operation)
        let before = bench.cluster.guestsByNumber.map(\.file)
        let first = await reconciler.activate()
        var outcome = FaultCell.Outcome(isMet: source.isOver)
        if case .unreachable(let failure) = first, failure.code == kind.code {
            if failure.message.isEmpty || failure.remedy.isEmpty { outcome.complaints.append("it is not told") }
        } else {
            outcome.complaints.append("it ends with \(first)")
        }
        if bench.cluster.guestsByNumber.map(\.file) != before { outcome.complaints.append("the host was touched") }

        let begun = bench.cluster.now
        let second = await reconciler.activate()
        outcome.syncs = 1
        outcome.seconds = Int(bench.cluster.now.milliseconds(since: begun) / 1000)
        let memory = bench.cluster.guests[id(101)]?.file.current["memory"]
        guard case .converged = second, memory == "2048" else {
            outcome.complaints.append("afterwards: \(second)")
            return outcome
        }
        return outcome
    }
}

extension CommitCell: CustomStringConvertible {
    var description: String { "\(operation.rawValue) × \(kind.rawValue)" }
}

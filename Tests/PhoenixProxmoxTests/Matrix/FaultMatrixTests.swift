import PhoenixSimulator
import Testing

/// Proves: each kind of fault, at each operation that it concerns, is met and heard of at each door, and when it is over the
/// same fleet comes about within few syncs and a bounded time; nothing is made twice, and no guest of others is touched.
@Suite("Fault matrix") struct FaultMatrixTests {
    @Test("Every fault at every operation is met, and what it left is mended")
    func everyCell() async throws {
        let doors = FaultBench.Door.allCases
        var columns: [[FaultTally]] = []
        for door in doors { columns.append(try await FaultMatrix.run(door)) }
        var table = FaultTable(doors: doors.map(\.rawValue) + ["source"])
        for (number, row) in FaultMatrix.rows.enumerated() {
            let tallies = columns.map { $0[number] }
            #expect(tallies.contains { $0.defined > 0 }, "\(row.name) has no cell")
            table.add(row.name, tallies + [FaultTally()])
        }
        let ofCommits = try await FaultMatrix.runCommits()
        for (kind, tally) in zip(FaultySource.Kind.allCases, ofCommits) {
            table.add(kind.rawValue, doors.map { _ in FaultTally() } + [tally])
        }
        print(table)
        for complaint in table.sum.complaints { Issue.record("\(complaint)") }
        #expect(table.sum.met == table.sum.defined)
    }

    /// Each kind and each operation in one cell or two: a pass over all cells takes minutes this way.
    @Test("Each fault, and each operation, over HTTPS", arguments: Fault.Operation.allCases.indices)
    func served(number: Int) async throws {
        let operation = Fault.Operation.allCases[number]
        let kinds = FaultMatrix.rows.flatMap(\.kinds).compactMap { kind in
            if case .host(let kind) = kind, kind.concerns(operation) { kind } else { nil }
        }
        let cell = FaultCell(kind: .host(kinds[number % kinds.count]), operation: operation, door: .https)
        let outcome = try await cell.outcome(besides: [:])
        #expect(outcome.isMet, "\(cell) is not met")
        #expect(outcome.complaints == [], "\(cell)")
    }

    @Test(
        "Undisturbed syncs are answered alike, so that another answer is a fault's doing",
        arguments: [.inProcess, .api] as [FaultBench.Door])
    func control(door: FaultBench.Door) async throws {
        let (one, two) = (try await FaultMatrix.calm(door), try await FaultMatrix.calm(door))
        #expect(one == two)
    }
}

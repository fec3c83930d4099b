import PhoenixModel
import PhoenixSimulator

/// Every operation by every kind of fault, as far as the kind concerns the operation.
enum FaultMatrix {
    /// One line of the table.
    struct Row: Sendable {
        let name: String
        let kinds: [FaultCell.Kind]
        let doors: [FaultBench.Door]

        init(_ name: String, _ kinds: Fault.Kind...) {
            (self.name, self.kinds, doors) = (name, kinds.map { .host($0) }, [.inProcess, .api])
        }

        init(_ name: String, _ kinds: [FaultCell.Kind], _ doors: [FaultBench.Door]) {
            (self.name, self.kinds, self.doors) = (name, kinds, doors)
        }

        func cells(_ door: FaultBench.Door) -> [FaultCell] {
            guard doors.contains(door) else { return [] }
            return kinds.flatMap { kind in
                Fault.Operation.allCases.filter { kind.fault?.concerns($0) ?? true }
                    .map { FaultCell(kind: kind, operation: $0, door: door) }
            }
        }
    }

    static let rows: [Row] = [
        Row("refused", .refused),
        Row("lost before its effect", .lostBeforeEffect),
        Row("lost after its effect", .lostAfterEffect),
        Row("lock timeout", .lockTimeout),
        Row("forbidden", .forbidden),
        Row("node offline", .nodeOffline),
        Row("quorum lost", .quorumLost),
        Row("task error", .taskError),
        Row("task ends with warnings", .taskWarnings),
        Row("task vanishes", .taskVanishes(.done), .taskVanishes(.undone), .taskVanishes(.abandoned)),
        Row("storage full", .storageFull),
        Row("slow beyond the deadline", .slow(seconds: 7200)),
        Row("stale read", .staleRead),
        Row("number taken in between", .numberTaken),
        Row("guest moved by a person", .guestMoved(to: "pve2")),
        Row("guest changed by a person", .guestChanged(.cores(7))),
        Row("guest deleted by a person", .guestDeleted),
        Row("guest locked by a person", .guestLocked(reason: "backup")),
        Row(
            "server closes the connection",
            [.connectionClosed(.lostBeforeEffect), .connectionClosed(.lostAfterEffect)],
            [.https]),
        Row("disk full under the state", [.diskFull], [.inProcess, .api]),
    ]

    /// The transcripts of undisturbed syncs.
    static func calm(_ door: FaultBench.Door) async throws -> [FaultedFleet: [Int: Int]] {
        var calm: [FaultedFleet: [Int: Int]] = [:]
        for fleet in FaultedFleet.allCases {
            let bench = try await FaultBench(try await fleet.start(), door)
            _ = await bench.sync(fleet.wish)
            calm[fleet] = bench.transcript.content
        }
        return calm
    }

    /// One tally a row.
    static func run(_ door: FaultBench.Door) async throws -> [FaultTally] {
        let calm = try await calm(door)
        return try await withThrowingTaskGroup(of: (Int, FaultTally).self) { group in
            for (number, row) in rows.enumerated() {
                group.addTask {
                    var tally = FaultTally()
                    for cell in row.cells(door) { tally.count(cell, try await cell.outcome(besides: calm)) }
                    return (number, tally)
                }
            }
            return try await group.reduce(into: Array(repeating: FaultTally(), count: rows.count)) { $0[$1.0] = $1.1 }
        }
    }

    /// One tally for each kind of fault of the source of commits.
    static func runCommits() async throws -> [FaultTally] {
        var tallies: [FaultTally] = []
        for kind in FaultySource.Kind.allCases {
            var tally = FaultTally()
            for cell in CommitCell.cells(of: kind) { tally.count(cell, try await cell.outcome()) }
            tallies.append(tally)
        }
        return tallies
    }
}

extension FaultCell: CustomStringConvertible {
    var description: String { "\(operation) × \(kind) \(door.rawValue)" }
}

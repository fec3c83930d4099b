import PhoenixEngine
import PhoenixModel
import PhoenixSimulator
import PhoenixSimulatorAPI
import PhoenixTestSupport
import Testing

/// Proves: each kind of fault, at each operation, leads over the Proxmox driver to the same fleet once it is over; nothing is
/// made twice, and no guest of others is touched.
@Suite("Engine over Proxmox: faults") struct FaultCellTests {
    static let kinds: [Fault.Kind] = [
        .refused, .lostBeforeEffect, .lostAfterEffect, .lockTimeout, .forbidden, .nodeOffline, .taskError,
        .taskVanishes(.done), .taskVanishes(.undone), .taskVanishes(.abandoned), .storageFull, .slow(seconds: 7200),
        .staleRead, .quorumLost, .taskWarnings, .guestMoved(to: "pve2"), .guestDeleted, .guestChanged(.cores(7)),
        .guestLocked(reason: "backup"),
    ]

    @Test("Each fault once at each operation", arguments: kinds)
    func everyOperation(kind: Fault.Kind) async throws {
        for operation in Fault.Operation.allCases where kind.concerns(operation) {
            try await meets(kind, operation, .token)
        }
    }

    /// Each kind and each operation in one cell or two: a pass over all cells takes minutes this way.
    @Test("Each fault, and each operation, over HTTPS", arguments: Fault.Operation.allCases.indices)
    func served(number: Int) async throws {
        let operation = Fault.Operation.allCases[number]
        let kinds = Self.kinds.filter { $0.concerns(operation) }
        try await meets(kinds[number % kinds.count], operation, .https)
    }

    private func meets(_ kind: Fault.Kind, _ operation: Fault.Operation, _ way: ProxmoxLab.Way) async throws {
        let outcome = try await FaultCell(kind: kind, operation: operation).outcome(way)
        #expect(outcome.isMet, "\(operation) never met \(kind)")
        #expect(outcome.complaints == [], "\(operation) \(kind) \(way.rawValue)")
    }
}

/// One fault at one operation.
struct FaultCell {
    let kind: Fault.Kind
    let operation: Fault.Operation

    struct Outcome {
        var isMet = false
        var complaints: [String] = []
    }

    /// Operations that only the second commit needs.
    private static let later: Set<Fault.Operation> = [
        .change(.restart), .change(.migrate), .change(.destroy), .command(.removeReceipt),
    ]

    /// One sync to meet the fault, one to mend what it left, one to find peace, and one more.
    private static let maximumSyncs = 4

    private var fleet: FaultedFleet { Self.later.contains(operation) ? .second : .first }

    func outcome(_ way: ProxmoxLab.Way) async throws -> Outcome {
        let lab = try await ProxmoxLab(try await fleet.start(), way, checksRequests: false)
        let others = FaultedFleet.foreign.map { lab.api.cluster.guests[$0]?.file }
        lab.api.change { $0.add(Fault(operation: operation, trigger: Trigger(occurrence: 1), kind: kind)) }
        var endings: [String] = []
        for _ in 1...Self.maximumSyncs {
            do throws(Failure) {
                endings.append(try await lab.converge(on: fleet.wish).summary)
            } catch {
                endings.append("unreachable: \(error.message)")
            }
            if endings.last?.hasPrefix("converged") == true { break }
            lab.api.change { Self.helpOut(&$0) }
        }
        var outcome = Outcome()
        let cluster = lab.api.cluster
        outcome.isMet = cluster.faults.contains { $0.trigger.met > 0 }
        if endings.last?.hasPrefix("converged") != true { outcome.complaints += endings }
        outcome.complaints += differences(try await HostLikeness(cluster), try await fleet.end())
        if others != FaultedFleet.foreign.map({ cluster.guests[$0]?.file }) {
            outcome.complaints.append("a foreign guest was touched")
        }
        return outcome
    }

    /// A person does what the message asks for: a dead worker's lock is taken away, and what it left half made.
    private static func helpOut(_ cluster: inout Cluster) {
        for guest in cluster.guestsByNumber where guest.file.lock != nil {
            try? cluster.perform(.unlock(guest.id))
            if guest.running == nil, guest.file.current["rootfs"] == nil, guest.file.current["scsi0"] == nil {
                try? cluster.perform(.delete(guest.id))
            }
        }
    }

    private func differences(_ ours: HostLikeness, _ theirs: HostLikeness) -> [String] {
        ours.differences(from: theirs).filter { line in
            switch kind {
            // A guest stays where a person moved it, and one that is made anew goes where there is most room.
            case .guestMoved, .guestDeleted: !line.contains("reference:") && !line.hasPrefix("nodes:")
            default: true
            }
        }
    }
}

import PhoenixEngine
import PhoenixModel
import PhoenixPorts
import PhoenixSimulator
import PhoenixTestSupport
import Testing

/// Proves: each kind of fault, at each operation where it can happen, leads to a converged fleet once it is over; never to
/// a second guest, a lost guest, or a sync that does not end.
@Suite struct FaultTests {
    private let fleet = PowerCutTests.fleet

    static let kinds: [Fault.Kind] = [
        .refused, .lostBeforeEffect, .lostAfterEffect, .lockTimeout, .forbidden, .nodeOffline, .taskError,
        .taskVanishes(.done), .taskVanishes(.undone), .taskVanishes(.abandoned), .storageFull, .slow(seconds: 7200),
        .staleRead, .quorumLost, .taskWarnings, .guestMoved(to: "pve2"), .guestDeleted, .guestChanged(.cores(7)),
        .guestLocked(reason: "backup"),
    ]

    @Test("Each fault once, at the first and the second matching call of each operation", arguments: kinds)
    func everyOperation(kind: Fault.Kind) async throws {
        var met = 0
        for operation in Fault.Operation.allCases {
            for occurrence in 1...2 {
                let fault = Fault(
                    operation: operation, trigger: Trigger(occurrence: occurrence), kind: kind)
                if try await convergesDespite(fault) { met += 1 }
            }
        }
        print("faults met, \(kind): \(met)")
        #expect(met > 0, "\(kind) was never met")
    }

    /// Syncs until nothing is wrong any more. Returns whether the fault was met at all.
    private func convergesDespite(_ fault: Fault) async throws -> Bool {
        let lab = Lab(Scenario.cluster)
        lab.host.add(fault)
        var endings: [String] = []
        for _ in 1...maximumSyncs {
            do throws(Failure) {
                endings.append(try await lab.converge(on: fleet).summary)
            } catch {
                endings.append("unreachable: \(error.message)")
            }
            if endings.last?.hasPrefix("converged") == true { break }
            // A person does what the message asks for: a dead worker's lock is taken away, and what it left half made.
            for guest in lab.host.cluster.guestsByNumber where guest.file.lock != nil {
                try? lab.host.perform(.unlock(guest.id))
                if guest.running == nil, guest.file.current["rootfs"] == nil, guest.file.current["scsi0"] == nil {
                    try? lab.host.perform(.delete(guest.id))
                }
            }
        }
        let isMet = lab.host.cluster.faults.contains { $0.trigger.met > 0 }
        let last = endings.last ?? "no sync"
        #expect(last.hasPrefix("converged"), "\(fault.operation?.description ?? "any") \(fault.kind): \(endings)")
        #expect(lab.host.cluster.guests.keys.sorted() == fleet.guests.map(\.id), "\(fault)")
        return isMet
    }

    /// One to meet the fault, one to mend what it left, one to find peace, and one more.
    private let maximumSyncs = 4
}

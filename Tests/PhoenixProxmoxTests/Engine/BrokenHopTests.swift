import Foundation
import PhoenixEngine
import PhoenixModel
import PhoenixProxmox
import PhoenixSimulator
import PhoenixSimulatorAPI
import Synchronization
import Testing

/// What nodes answer for one another when they do not reach one another (behaviour 2.5), and nodes that fall silent midway.
@Suite("Engine over Proxmox: broken hops") struct BrokenHopTests {
    @Test("595 to 599 on each kind of call, carried out or not", arguments: [595, 596, 599])
    func everyCall(status: Int) async throws {
        let start = try await FaultedFleet.first.start()
        let expected = try await FaultedFleet.first.end()
        let whole = try await ProxmoxLab(start, .token, checksRequests: false)
        _ = try await whole.converge(on: FaultedFleet.first.wish)
        let kinds = whole.server.counts.keys.sorted()
        #expect(kinds.count > 25)
        for kind in kinds {
            let joined = try JoinedServer(start, checksRequests: false)
            // 595: no connection came about. 596 and 599: the call may go on.
            let server = BrokenHop(joined, on: kind, status: status, isCarriedOut: status != 595)
            let lab = ProxmoxLab(joined.api, server, .token)
            let endings = await lab.endings(on: FaultedFleet.first.wish, atMost: 3)
            #expect(server.hasBroken && endings.last?.hasPrefix("converged") == true, "\(status) \(kind): \(endings)")
            let differences = try await HostLikeness(lab.api.cluster).differences(from: expected)
            // A node that is silent while guests are given their places gets none.
            let isOfPlaces = kind.hasPrefix("GET /nodes/#/") && !kind.contains("/lxc/") && !kind.contains("/qemu/")
            let left = differences.filter { !isOfPlaces || !$0.contains("reference:") && !$0.hasPrefix("nodes:") }
            #expect(left == [], "\(status) \(kind): \(endings)")
        }
    }

    @Test(
        "A node falls silent at any call, and comes back: nothing is made anew, nothing is removed",
        arguments: ["pve2", "pve3"] as [NodeName])
    func silence(node: NodeName) async throws {
        let start = try await FaultedFleet.second.start()
        let expected = try await FaultedFleet.second.end()
        var count = 0
        for place in stride(from: 1, to: 120, by: 9) {
            let joined = try JoinedServer(start, checksRequests: false)
            let server = InterferedServer(joined, before: place) {
                joined.api.change { try? $0.perform(.disconnectNode(node)) }
            }
            let lab = ProxmoxLab(joined.api, server, .token)
            let before = Set(joined.api.cluster.guests.keys)
            let first = await lab.endings(on: FaultedFleet.second.wish, atMost: 1)
            guard server.hasActed else { break }
            count += 1
            let after = Set(joined.api.cluster.guests.keys)
            #expect(after.isSubset(of: before) && before.count - after.count <= 1, "\(place): \(first)")
            joined.api.change { try? $0.perform(.bringNodeOnline(node)) }
            let endings = await lab.endings(on: FaultedFleet.second.wish, atMost: 3)
            #expect(endings.last?.hasPrefix("converged") == true, "\(place): \(first + endings)")
            let likeness = try await HostLikeness(lab.api.cluster)
            #expect(likeness.differences(from: expected) == [], "\(place)")
        }
        #expect(count > 7, "the loop met \(count) calls")
    }
}

extension ProxmoxLab {
    /// Syncs until the fleet has converged, and gives each sync's end.
    func endings(on desired: DesiredState, atMost syncs: Int) async -> [String] {
        var endings: [String] = []
        for _ in 1...syncs {
            do throws(Failure) {
                endings.append(try await converge(on: desired).summary)
            } catch {
                endings.append("unreachable: \(error.message)")
            }
            if endings.last?.hasPrefix("converged") == true { break }
        }
        return endings
    }
}

/// Answers the first call of a kind as a node that does not reach the one behind it.
private final class BrokenHop: ProxmoxServer {
    private let server: any ProxmoxServer
    private let kind: String
    private let status: Int
    private let isCarriedOut: Bool
    private let isDone = Mutex(false)

    init(_ server: any ProxmoxServer, on kind: String, status: Int, isCarriedOut: Bool) {
        self.server = server
        self.kind = kind
        self.status = status
        self.isCarriedOut = isCarriedOut
    }

    var hasBroken: Bool { isDone.withLock { $0 } }

    func send(_ request: ProxmoxRequest) async throws(ProxmoxError) -> ProxmoxAnswer {
        let isMeant = CountedServer.kind(of: request) == kind
        let breaks =
            isMeant
            && isDone.withLock { done in
                defer { done = true }
                return !done
            }
        guard breaks else { return try await server.send(request) }
        if isCarriedOut { _ = try await server.send(request) }
        return ProxmoxAnswer(
            status: status, reason: status == 595 ? "No route to host" : "Connection timed out", body: Data())
    }
}

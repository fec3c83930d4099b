import Foundation
import PhoenixModel
import PhoenixPorts
import PhoenixSimulator
import PhoenixSimulatorAPI
import Testing

@testable import PhoenixProxmox

@Suite("Nodes and storages of a Proxmox cluster")
struct NodeObserverTests {
    @Test("Are what the host's other door shows", arguments: ["homelab", "cluster"])
    func differential(scenario: String) async throws {
        let cluster = try #require(Scenario.named(scenario))
        let seen = try await NodeObserver(try JoinedServer(cluster)).observe().nodes
        #expect(seen == (try await expected(cluster)))
        #expect(!seen.isEmpty)
    }

    @Test("A node that is offline keeps nobody from seeing the others")
    func offline() async throws {
        var cluster = Scenario.cluster
        try cluster.perform(.crashNode("pve2"))
        let seen = try await NodeObserver(try JoinedServer(cluster)).observe().nodes
        #expect(seen.map(\.name) == ["pve1", "pve2", "pve3"])
        #expect(seen.map(\.isOnline) == [true, false, true])
        #expect(seen == (try await expected(cluster)))
    }

    @Test("A cluster that refuses to tell is a failure, not an empty cluster")
    func refused() async throws {
        let failure = await #expect(throws: Failure.self) { try await NodeObserver(SilentServer()).observe() }
        #expect(failure?.code == .hostUnreachable)
        #expect(failure?.message == "the host could not be reached to list the cluster's resources")
    }

    @Test("A node that may not be asked is a failure, and not offline")
    func forbidden() async throws {
        let server = ForbiddingServer(inner: try JoinedServer(Scenario.homelab))
        let failure = await #expect(throws: Failure.self) { try await NodeObserver(server).observe() }
        #expect(failure?.code == .hostForbidden)
        #expect(failure?.causes.last == "GET /nodes/pve1/network")
    }

    @Test("Room on storages is told in whole GiB, templates' bytes included")
    func room() async throws {
        let seen = try await NodeObserver(try JoinedServer(Scenario.homelab)).observe().nodes
        #expect(seen.first?.storages.map(\.totalGibibytes) == [512, 2048])
        #expect(seen.first?.storages.map(\.availableGibibytes) == [511, 2048])
    }

    /// Without device nodes, which the API does not tell, and in order.
    private func expected(_ cluster: Cluster) async throws -> [ObservedNode] {
        try await SimulatedHost(cluster).observe().nodes.map { node in
            var node = node
            node.devices = []
            node.storages.sort { $0.name < $1.name }
            for place in node.storages.indices {
                node.storages[place].content.sort()
                node.storages[place].images.sort()
            }
            node.bridges.sort()
            node.mappedDevices.sort()
            return node
        }
    }
}

private struct SilentServer: ProxmoxServer {
    func send(_ request: ProxmoxRequest) async throws(ProxmoxError) -> ProxmoxAnswer {
        throw .unreachable("connection refused")
    }
}

/// Lets nobody ask a node for its network.
private struct ForbiddingServer: ProxmoxServer {
    let inner: JoinedServer

    func send(_ request: ProxmoxRequest) async throws(ProxmoxError) -> ProxmoxAnswer {
        guard request.path.text.hasSuffix("/network") else { return try await inner.send(request) }
        return ProxmoxAnswer(status: 403, reason: "Permission check failed (/nodes/pve1, Sys.Audit)", body: Data())
    }
}

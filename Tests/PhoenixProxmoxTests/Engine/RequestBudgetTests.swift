import PhoenixModel
import PhoenixSimulator
import PhoenixTestSupport
import Testing

/// Proves: how much a sync asks of a cluster is bounded by the number of its guests.
@Suite("Engine over Proxmox: requests") struct RequestBudgetTests {
    private static let count = 60

    /// Containers as a first commit has them.
    private static let plain = wish((0..<count).map { container(200 + $0, "plain\($0)") })

    @Test(
        "Containers are made with no more than five requests each, and looked at with one",
        arguments: [ProxmoxLab.Way.token, .root])
    func plain(_ way: ProxmoxLab.Way) async throws {
        let lab = try await ProxmoxLab(Scenario.homelab, way, checksRequests: false)
        #expect(try await lab.converge(on: Self.plain).summary == "converged after \(Self.count * 4)")
        // Creation, the look before the start, start, and mark; and two looks at the whole cluster.
        let looks = way == .token ? 9 + 9 + 1 : 8 + 8 + 1
        #expect(lab.server.total == 4 * Self.count + looks, "\(lab.server.report)")
        #expect(lab.server.total <= 5 * Self.count)
        // A creation and a start each.
        #expect(lab.server.taskLooks == 2 * Self.count, "\(lab.server.report)")
        lab.server.reset()
        #expect(try await lab.converge(on: Self.plain).summary == "converged after 0")
        // One command on a node shows all files.
        #expect(lab.server.total == (way == .token ? 9 : 8), "\(lab.server.report)")
    }

    @Test("Without the nodes' shells a look asks once for each guest")
    func withoutShell() async throws {
        let maker = try await ProxmoxLab(Scenario.homelab, .token, checksRequests: false)
        _ = try await maker.converge(on: Self.plain)
        let lab = ProxmoxLab(maker.api, maker.server, .tokenAlone)
        #expect(try await lab.converge(on: Self.plain).summary == "converged after 0")
        #expect(lab.server.total == Self.count + 10, "\(lab.server.report)")
        #expect(lab.server.total * 10 <= 11 * Self.count + 100)
    }

    @Test(
        "Guests with an inside, a firewall or snapshots cost a few requests more",
        arguments: [ProxmoxLab.Way.token, .tokenAlone])
    func everyKind(_ way: ProxmoxLab.Way) async throws {
        let maker = try await ProxmoxLab(Scenario.homelab, .token, checksRequests: false)
        _ = try await maker.converge(on: WholeFleet.first)
        let lab = ProxmoxLab(maker.api, maker.server, way)
        _ = try await lab.plan(WholeFleet.first)
        // Nine for the cluster, two for each of two firewalls, and one for each of two machines' receipts; without files of the
        // nodes one for each guest, two for raw lines, one for snapshots, and the version that a new process asks for.
        let asked = lab.server.counts.filter { !$0.key.hasSuffix("/exec-status") }.values.reduce(0, +)
        #expect(asked == (way == .token ? 16 : 28), "\(lab.server.report)")
    }
}

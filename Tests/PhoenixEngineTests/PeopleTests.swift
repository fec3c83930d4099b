import PhoenixEngine
import PhoenixModel
import PhoenixPlanner
import PhoenixPorts
import PhoenixSimulator
import PhoenixTestSupport
import Testing

/// What people do to guests behind Phoenix's back, and how it ends.
@Suite struct PeopleTests {
    private let fleet = wish([
        container(900, "base", features: [feature("base_setup")], outcome: .template),
        container(101, "web", cloneOf: 900, memory: 2048, features: [feature("base_setup"), feature("docker")]),
        container(102, "db"),
    ])

    private func settled(_ cluster: Cluster = Scenario.homelab) async throws -> Lab {
        let lab = Lab(cluster)
        _ = try await lab.converge(on: fleet)
        return lab
    }

    /// What a sync does after a person did something.
    private func steps(after action: HumanAction, on cluster: Cluster = Scenario.homelab) async throws -> [String] {
        let lab = try await settled(cluster)
        let before = await lab.told.succeeded.count
        try lab.host.perform(action)
        _ = try await lab.converge(on: fleet)
        return Array(await lab.told.succeeded.dropFirst(before))
    }

    @Test("Memory changed by hand is changed back")
    func changed() async throws {
        let steps = try await steps(after: .configure(id(101), set: [.memory(mebibytes: 512)], unset: []))
        #expect(steps == ["101/configure"])
    }

    @Test("A deleted guest is made again, as nothing else was wished for")
    func deleted() async throws {
        let steps = try await steps(after: .delete(id(101)))
        #expect(steps.first == "101/clone")
        #expect(steps.last == "101/mark")
    }

    @Test("A guest that was turned off is started")
    func turnedOff() async throws {
        #expect(try await steps(after: .powerOff(id(102))) == ["102/start", "102/answer"])
    }

    @Test("A deleted receipt makes its feature due; the check finds it there, and it is not installed twice")
    func receipt() async throws {
        let lab = try await settled()
        try lab.host.perform(.deleteFile(id(101), path: "/var/lib/phoenix/receipts/docker.json"))
        let boots = lab.host.cluster.guests[id(101)]?.interior
        _ = try await lab.converge(on: fleet)
        #expect(await lab.told.succeeded.suffix(3) == ["101/claim", "101/feature/docker", "101/release"])
        let after = lab.host.cluster.guests[id(101)]?.interior
        #expect(after?.files[InteriorPath.feature("docker")] == boots?.files[InteriorPath.feature("docker")])
        #expect(after?.files["/var/lib/phoenix/receipts/docker.json"] != nil)
    }

    @Test("A guest moved to another node is found there and left there")
    func moved() async throws {
        let lab = try await settled(Scenario.cluster)
        let there = try #require(lab.host.cluster.guests[id(102)]?.node)
        let elsewhere: NodeName = there == "pve3" ? "pve2" : "pve3"
        try lab.host.perform(.powerOff(id(102)))
        try lab.host.perform(.move(id(102), to: elsewhere))
        _ = try await lab.converge(on: fleet)
        #expect(lab.host.cluster.guests[id(102)]?.node == elsewhere)
        #expect(try await lab.plan(fleet).isConverged)
    }

    @Test("A locked guest blocks with its reason; unlocked it goes on")
    func locked() async throws {
        let lab = try await settled()
        try lab.host.perform(.lock(id(101), reason: "backup"))
        var next = fleet
        next.guests[0].configuration.set(.memory(mebibytes: 4096))
        #expect(next.guests[0].id == id(101))
        #expect(try await lab.converge(on: next).summary == "blocked")
        try lab.host.perform(.unlock(id(101)))
        #expect(try await lab.converge(on: next).summary == "converged after 3")
    }

    @Test("A foreign guest on a wished number blocks that guest alone")
    func foreign() async throws {
        let lab = Lab()
        try lab.host.perform(.takeNumber(id(101), kind: .container, node: "pve1", name: "mine"))
        #expect(try await lab.converge(on: fleet).summary == "blocked")
        #expect(lab.host.cluster.guests[id(101)]?.file.current["hostname"] == "mine")
        #expect(try await lab.plan(fleet).guests.count { $0.state == .completed } == 2)
    }

    @Test("A guest whose mark was taken away is foreign: it is neither changed nor made again")
    func unmarked() async throws {
        let lab = try await settled()
        try lab.host.perform(.removeMark(id(102)))
        #expect(try await lab.converge(on: fleet).summary == "blocked")
        #expect(try await lab.plan(fleet).isEmpty)
    }

    @Test("The node goes away and comes back: nothing is made again, and what stopped is started")
    func nodeCrash() async throws {
        let lab = try await settled()
        try lab.host.perform(.crashNode("pve1"))
        #expect(try await lab.converge(on: fleet).summary == "blocked")
        let guests = lab.host.cluster.guests.count
        try lab.host.perform(.bringNodeOnline("pve1"))
        let ending = try await lab.converge(on: fleet).summary
        #expect(ending.hasPrefix("converged"), "\(ending)")
        #expect(lab.host.cluster.guests.count == guests)
    }

    @Test("A guest rolled back to an older snapshot gets again what it had lost")
    func rolledBack() async throws {
        var older = fleet
        older.guests[1].outcome = .runningWithSnapshot("clean")
        #expect(older.guests[1].id == id(102))
        let lab = Lab()
        _ = try await lab.converge(on: older)
        var newer = older
        newer.guests[1].features = [feature("docker")]
        _ = try await lab.converge(on: newer)
        try lab.host.perform(.rollback(id(102), to: "clean"))
        let before = await lab.told.succeeded.count
        _ = try await lab.converge(on: newer)
        #expect(
            Array(await lab.told.succeeded.dropFirst(before))
                == ["102/start", "102/answer", "102/claim", "102/feature/docker", "102/release"])
    }
}

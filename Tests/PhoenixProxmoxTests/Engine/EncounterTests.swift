import PhoenixEngine
import PhoenixModel
import PhoenixPorts
import PhoenixProxmox
import PhoenixSimulator
import PhoenixSimulatorAPI
import PhoenixTestSupport
import Testing

/// What people and other programs do on the host between a look and the call that follows from it.
@Suite("Engine over Proxmox: encounters") struct EncounterTests {
    private static let fleet = wish([container(101, "web"), container(102, "db", memory: 2048)])

    @Test("A number taken by somebody else since the plan blocks its guest alone, and the other guest stays as it is")
    func numberTaken() async throws {
        var lab = try await ProxmoxLab()
        let api = lab.api
        let driver = InterferedDriver(lab.driver, before: { $0.operation == .create && $0.guest.id == id(101) }) { _ in
            api.change { try? $0.perform(.takeNumber(id(101), kind: .machine, node: "pve1", name: "mine")) }
        }
        lab.driver = driver
        let first = try await lab.converge(on: Self.fleet).summary
        #expect(driver.hasActed && first.hasPrefix("failed 101/create"), "\(first)")
        let taken = try #require(lab.api.cluster.guests[id(101)]?.file)
        #expect(taken.current["name"] == "mine")
        let second = try await lab.converge(on: Self.fleet).summary
        #expect(second.hasPrefix("blocked: 101"), "\(second)")
        #expect(lab.api.cluster.guests[id(101)]?.file == taken)
        #expect(lab.api.cluster.guests[id(102)]?.running != nil)
    }

    @Test("A guest that another process of ours has made since the plan counts as made")
    func madeByOurselves() async throws {
        var lab = try await ProxmoxLab()
        let other = ProxmoxLab(lab.api, lab.server, .token)
        let driver = InterferedDriver(lab.driver, before: { $0.operation == .create && $0.guest.id == id(101) }) {
            _ = try? await $0.doneBy(other)
        }
        lab.driver = driver
        #expect(try await lab.converge(on: Self.fleet).summary == "converged after 8")
        #expect(driver.hasActed)
        #expect(lab.server.counts["POST /nodes/#/lxc"] == 3)
        #expect(lab.api.cluster.guests.count == 2)
    }

    @Test("A guest that a person moves since the look is found again, and left where it is")
    func moved() async throws {
        var lab = try await ProxmoxLab(Scenario.cluster)
        _ = try await lab.converge(on: Self.fleet)
        let there = try #require(lab.api.cluster.guests[id(102)]?.node)
        let elsewhere: NodeName = there == "pve3" ? "pve2" : "pve3"
        var next = Self.fleet
        next.guests[1].configuration.set(.memory(mebibytes: 4096))
        let api = lab.api
        lab.driver = InterferedDriver(lab.driver, before: { $0.operation == .configure }) { _ in
            api.change { try? $0.perform(.move(id(102), to: elsewhere)) }
        }
        let first = try await lab.converge(on: next).summary
        #expect(first.hasPrefix("failed 102/configure"), "\(first)")
        #expect(try await lab.converge(on: next).summary.hasPrefix("converged"))
        #expect(lab.api.cluster.guests[id(102)]?.node == elsewhere)
        #expect(lab.api.cluster.guests[id(102)]?.file.current["memory"] == "4096")
    }

    @Test("A backup that begins since the look is waited for")
    func backup() async throws {
        var lab = try await ProxmoxLab()
        _ = try await lab.converge(on: Self.fleet)
        var next = Self.fleet
        next.guests[1].configuration.set(.memory(mebibytes: 4096))
        let api = lab.api
        lab.driver = InterferedDriver(lab.driver, before: { $0.operation == .configure }) { _ in
            api.change { cluster in
                try? cluster.perform(.lock(id(102), reason: "backup"))
                cluster.schedule(.unlock(id(102)), at: cluster.now.adding(seconds: 15))
            }
        }
        #expect(try await lab.converge(on: next).summary == "converged after 3")
    }

    @Test("A guest made anew by somebody else under the number is never touched", arguments: Change.Operation.allCases)
    func replaced(operation: Change.Operation) async throws {
        guard operation != .create, operation != .clone else { return }
        let later: Set<Change.Operation> = [.restart, .migrate, .destroy]
        let fleet: FaultedFleet = later.contains(operation) ? .second : .first
        var lab = try await ProxmoxLab(try await fleet.start(), checksRequests: false)
        let api = lab.api
        let driver = InterferedDriver(lab.driver, before: { $0.operation == operation }) { submission in
            api.change { $0.replace(submission.change.guest) }
        }
        lab.driver = driver
        for _ in 1...2 { _ = try await lab.converge(on: fleet.wish) }
        #expect(driver.hasActed)
        let theirs = lab.api.cluster.guestsByNumber.filter { guest in
            !FaultedFleet.foreign.contains(guest.id) && guest.file.name == "mine"
        }
        #expect(theirs.count == 1)
        for guest in theirs { #expect(guest.file == Cluster.file(of: guest.kind)) }
    }

    /// Firewalls and raw lines stand beside what a digest guards.
    @Test(
        "Nor are its firewall and its raw lines",
        arguments: [
            Setting.firewall(FirewallRules(isEnabled: true, rules: [.init(direction: .in, action: .DROP)])),
            .rawOption(key: "lxc.apparmor.profile", values: ["unconfined"]),
        ])
    func replacedBesideDigest(setting: Setting) async throws {
        var lab = try await ProxmoxLab()
        _ = try await lab.converge(on: Self.fleet)
        var next = Self.fleet
        next.guests[1].configuration.set(setting)
        let api = lab.api
        let driver = InterferedDriver(lab.driver, before: { $0.operation == .configure }) { submission in
            api.change { $0.replace(submission.change.guest) }
        }
        lab.driver = driver
        let ending = try await lab.converge(on: next).summary
        #expect(driver.hasActed && ending.hasPrefix("failed 102/configure"), "\(ending)")
        let guest = try #require(lab.api.cluster.guests[id(102)])
        #expect(guest.file == Cluster.file(of: .container) && guest.firewall == nil)
    }
}

extension Submission {
    /// Does it all by itself.
    fileprivate func doneBy(_ lab: ProxmoxLab) async throws {
        guard case .success(.task(let task))? = await lab.driver.submit([self]).first else { return }
        while case .running(let next)? = await lab.driver.look(at: [task]).first { await lab.clock.sleep(until: next) }
    }
}

extension GuestFile {
    fileprivate var name: String? { current["hostname"] ?? current["name"] }
}

extension Cluster {
    /// Removes a guest and gives its number to somebody else.
    fileprivate mutating func replace(_ guest: GuestReference) {
        try? perform(.delete(guest.id))
        try? perform(.takeNumber(guest.id, kind: guest.kind, node: guest.node, name: "mine"))
    }

    /// The file of such a guest.
    fileprivate static func file(of kind: GuestKind) -> GuestFile? {
        var cluster = Scenario.homelab
        try? cluster.perform(.takeNumber(id(100), kind: kind, node: "pve1", name: "mine"))
        return cluster.guests[id(100)]?.file
    }
}

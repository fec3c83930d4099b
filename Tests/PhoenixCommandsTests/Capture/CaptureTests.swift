import Foundation
import PhoenixModel
import PhoenixPlanner
import PhoenixProxmox
import PhoenixSimulator
import PhoenixSimulatorJoined
import PhoenixTestSupport
import ProxmoxSchema
import Testing

@testable import PhoenixCommands

@Suite("Copies of hosts")
struct CaptureTests {
    private static let seeds: [UInt64] = Array(1...24)

    @Test("Show Phoenix what it sees of the original", arguments: Profile.allCases, seeds)
    func same(profile: Profile, seed: UInt64) async throws {
        var host = RandomHost(seed: seed)
        let original = try host.cluster()
        let copy = try await copied(original, profile)
        let (wanted, seen) = (try await Self.sight(original), try await Self.sight(copy))
        #expect(seen.nodes == wanted.nodes, "seed \(seed)")
        #expect(seen.guests.map(\.reference) == wanted.guests.map(\.reference), "seed \(seed)")
        for (seen, wanted) in zip(seen.guests, wanted.guests) {
            let expected = RandomHost.isOwn(wanted.id) ? Self.ofOwn(wanted) : Self.placeholder(of: wanted, original)
            #expect(seen == expected, "seed \(seed), guest \(seen.id)")
        }
    }

    @Test("Lead to the same plan", arguments: Profile.allCases, seeds)
    func samePlan(profile: Profile, seed: UInt64) async throws {
        var host = RandomHost(seed: seed)
        let original = try host.cluster()
        let copy = try await copied(original, profile)
        var random = SeededGenerator(seed: seed)
        let guests = (100...150).compactMap { number -> DesiredGuest? in
            guard random.isLucky(0.7) else { return nil }
            // Others' guests are in the way by their numbers, and their names are told; here they have the neutral ones.
            let name = "own-\(number)"
            return random.isLucky(0.7)
                ? container(number, name, memory: random.number(1...200) * 512, disk: random.number(1...1000))
                : machine(number, name, disk: random.number(32...3000))
        }
        let desired = wish(guests, policy: Policy(prune: .destroy, maximumRemovals: 3))
        let wanted = PhoenixPlanner.plan(desired, try await Self.sight(original))
        let made = PhoenixPlanner.plan(desired, try await Self.sight(copy))
        #expect(made == wanted, "seed \(seed)")
        #expect(!made.steps.isEmpty)
    }

    @Test("Are the same bytes each time, and as a file the same cluster")
    func stable() async throws {
        var host = RandomHost(seed: 7)
        let original = try host.cluster()
        let captures = [try await captured(original), try await captured(original)]
        let files = try captures.map { try Scenario.readableBytes(of: $0.cluster) }
        #expect(files[0] == files[1])
        let read = try Scenario.cluster(from: files[0], named: "copy.json")
        #expect(try Scenario.readableBytes(of: read) == files[0])
    }

    @Test("A copy of a copy is that copy")
    func again() async throws {
        var host = RandomHost(seed: 11)
        let once = try await copied(try host.cluster())
        let twice = try await copied(once)
        #expect(try await Self.sight(twice) == (try await Self.sight(once)))
    }

    @Test("A node that is offline is told as offline, and its guests by their numbers", arguments: Profile.allCases)
    func offline(profile: Profile) async throws {
        var host = RandomHost(seed: 3, hasOfflineNode: true)
        let original = try host.cluster()
        let captured = try await captured(original, profile)
        let seen = try await Self.sight(captured.cluster)
        #expect(seen.nodes == (try await Self.sight(original)).nodes)
        let there = seen.guests.filter { $0.reference.node == "pve2" }
        #expect(there.map(\.id) == original.guestsByNumber.filter { $0.node == "pve2" }.map(\.id))
        #expect(!there.isEmpty)
        #expect(there.allSatisfy { $0.power == .unknown && $0.mark == nil })
        let own = there.map(\.id).filter(RandomHost.isOwn).map(\.description).joined(separator: ", ")
        #expect(
            captured.omissions.first
                == "what node pve2 has, which does not answer, but its guests' numbers (\(there.count)); "
                + "Phoenix's own among them: \(own)")
        // It keeps its place on storages that it may use.
        #expect(captured.cluster.storages["local-lvm"]?.nodes == nil)
    }
}

/// What a copy shows of a guest, as docs/reference/simulator.md says.
extension CaptureTests {
    /// Everything but the keys and the user of cloud-init.
    static func ofOwn(_ guest: ObservedGuest) -> ObservedGuest {
        var guest = guest
        if guest.reference.kind == .machine { guest.configuration.set(.cloudInit(CloudInit())) }
        return guest
    }

    /// Number, node, power, memory, cores, and whether it is a template.
    static func placeholder(of guest: ObservedGuest, _ cluster: Cluster) -> ObservedGuest {
        let isContainer = guest.reference.kind == .container
        var configuration = isContainer ? plainContainer : plainMachine
        configuration.set(.name("foreign-\(guest.id)"))
        configuration.set(.memory(mebibytes: guest.configuration.memoryMebibytes ?? 0))
        let processors = cluster.guests[guest.id].map { cluster.figures(of: $0).processors } ?? 0
        if processors > 0 { configuration.set(.cores(processors)) }
        return ObservedGuest(
            reference: guest.reference, mark: nil, power: guest.power, isTemplate: guest.isTemplate,
            configuration: configuration, isUnprivileged: !isContainer)
    }

    /// What Proxmox has by itself.
    private static let plain: [Setting] = [
        .startAtBoot(false), .nameservers([]), .firewall(FirewallRules(isEnabled: false, rules: [])),
    ]
    private static let plainContainer = Configuration(
        plain + [.swap(mebibytes: 512), .abilities([]), .identifierMaps([])])
    private static let plainMachine = Configuration(plain + [.agent(false), .cloudInit(CloudInit())])

    static func sight(_ cluster: Cluster) async throws -> ObservedState {
        try await SimulatedHost(cluster).observe()
    }
}

func captured(_ original: Cluster, _ profile: Profile = .version9_2) async throws -> CapturedHost {
    let simulator = try JoinedSimulator(original, profile: profile)
    return CapturedHost(try await HostCapture(simulator, shell: simulator).capture())
}

/// The copy as it comes out of its file.
func copied(_ original: Cluster, _ profile: Profile = .version9_2) async throws -> Cluster {
    let captured = try await captured(original, profile)
    return try Scenario.cluster(from: try Scenario.readableBytes(of: captured.cluster), named: "copy.json")
}

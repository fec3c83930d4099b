import PhoenixModel
import PhoenixPorts
import Testing

/// Settings, as every host has to take and show them.
@Suite("Contract: settings", .leavesNothing)
struct SettingsTests {
    @Test("What is set is seen, and needs not be set again", arguments: StagingKind.available)
    func settings(_ kind: StagingKind) async throws {
        let host = try await kind.make()
        let guest = try host.reference()
        try await host.make(guest)
        let wish: [Setting] = [
            .name("renamed"), .cores(2), .memory(mebibytes: 768), .swap(mebibytes: 64),
            .network(
                index: 0,
                NetworkInterface(
                    name: "eth0", bridge: host.bridge, hardwareAddress: "BC:24:11:00:00:07",
                    address: .fixed("10.9.8.7/24"), gateway: "10.9.8.1", isFirewalled: true)),
            .network(index: 1, NetworkInterface(name: "eth1", bridge: host.bridge, vlan: 12)),
            .nameservers(["10.9.8.1", "1.1.1.1"]), .searchDomain("home.example"), .abilities(["nesting"]),
            .startAtBoot(true), .startup(StartupOrder(order: 3, delaySeconds: 10)),
            .volume(index: 0, Volume(storage: host.storage, sizeGibibytes: 1, mountPath: "/srv/data")),
        ]
        try await host.done(.configure(guest, set: wish, unset: []), host.fence(guest))
        let seen = try #require(try await host.seen(guest.id))
        #expect(seen.configuration.fulfils(Configuration(wish)))
        #expect(seen.pending.isEmpty)
        #expect(try await host.submit(.configure(guest, set: wish, unset: []), host.fence(guest)) == .done)

        let gone: [SettingKey] = [.network(1), .searchDomain, .startup]
        try await host.done(.configure(guest, set: [.cores(1)], unset: gone), host.fence(guest))
        let left = try #require(try await host.seen(guest.id)).configuration
        #expect(gone.allSatisfy { left[$0] == nil } && left[.cores] == .cores(1))
    }

    @Test("What a running container cannot take at once waits for its restart", arguments: StagingKind.available)
    func pending(_ kind: StagingKind) async throws {
        let host = try await kind.make()
        let guest = try host.reference()
        try await host.make(guest)
        try await host.done(.start(guest), host.fence(guest))
        let wish: [Setting] = [.abilities(["nesting"]), .memory(mebibytes: 512)]
        try await host.done(.configure(guest, set: wish, unset: []), host.fence(guest))
        let waiting = try #require(try await host.seen(guest.id))
        #expect(waiting.configuration[.memory] == wish[1])
        #expect(waiting.pending.changed[.abilities] == wish[0])
        #expect(waiting.configuration[.abilities] == .abilities([]))
        try await host.done(.restart(guest, timeoutSeconds: 30), host.fence(guest))
        let seen = try #require(try await host.seen(guest.id))
        #expect(seen.pending.isEmpty && seen.configuration[.abilities] == wish[0])
    }

    @Test("A guest's firewall becomes the one that is wished, and goes", arguments: StagingKind.available)
    func firewall(_ kind: StagingKind) async throws {
        for guestKind in GuestKind.allCases {
            let host = try await kind.make()
            let guest = try host.reference(0, guestKind)
            try await host.make(guest)
            let rules = FirewallRules(
                isEnabled: true,
                rules: [
                    .init(direction: .in, action: .ACCEPT, protocol: "tcp", ports: "22", source: "10.9.8.0/24"),
                    .init(direction: .in, action: .DROP, comment: "the rest"),
                ])
            let change = Change.configure(guest, set: [.firewall(rules)], unset: [])
            try await host.done(change, host.fence(guest))
            #expect(try await host.seen(guest.id, closely: [.firewall])?.configuration[.firewall] == .firewall(rules))
            #expect(try await host.submit(change, host.fence(guest)) == .done)
            try await host.done(.configure(guest, set: [], unset: [.firewall]), host.fence(guest))
            let open = FirewallRules(isEnabled: false, rules: [])
            #expect(try await host.seen(guest.id, closely: [.firewall])?.configuration[.firewall] == .firewall(open))
        }
    }

    @Test("Devices, directories and abilities are given to a container", arguments: StagingKind.available)
    func rootOnly(_ kind: StagingKind) async throws {
        let host = try await kind.make()
        guard host.reachesRoot else { return }
        let guest = try host.reference()
        try await host.make(guest)
        let wish: [Setting] = [
            .device(index: 0, .node(path: host.device, mode: "0666")), .abilities(["keyctl", "nesting"]),
            .bindMount(index: 1, BindMount(hostPath: "/srv", containerPath: "/models", isReadOnly: true)),
        ]
        try await host.done(.configure(guest, set: wish, unset: []), host.fence(guest))
        #expect(try #require(try await host.seen(guest.id)).configuration.fulfils(Configuration(wish)))
    }

    @Test("Abilities beyond nesting are taken away again, also while they wait", arguments: StagingKind.available)
    func fewerAbilities(_ kind: StagingKind) async throws {
        let host = try await kind.make()
        guard host.reachesRoot else { return }
        let guest = try host.reference()
        try await host.make(guest)
        for abilities in [["keyctl", "nesting"], ["nesting"], ["keyctl", "nesting"], []] {
            let wish = Setting.abilities(abilities)
            try await host.done(.configure(guest, set: [wish], unset: []), host.fence(guest))
            #expect(try await host.seen(guest.id)?.configuration[.abilities] == wish)
        }
        try await host.done(.start(guest), host.fence(guest))
        for abilities in [["keyctl", "nesting"], []] {
            try await host.done(.configure(guest, set: [.abilities(abilities)], unset: []), host.fence(guest))
        }
        let seen = try #require(try await host.seen(guest.id))
        #expect(seen.configuration[.abilities] == .abilities([]) && seen.pending.isEmpty)
    }

    @Test("A privileged container is given nesting", arguments: StagingKind.available)
    func privileged(_ kind: StagingKind) async throws {
        let host = try await kind.make()
        guard host.reachesRoot else { return }
        let guest = try host.reference()
        let small = host.creation(of: guest)
        let creation = Creation(
            guest: guest, image: small.image, isUnprivileged: false, configuration: small.configuration,
            mark: small.mark)
        try await host.done(.create(creation), .vacant)
        let wish = Setting.abilities(["nesting"])
        try await host.done(.configure(guest, set: [wish], unset: []), host.fence(guest))
        #expect(try await host.seen(guest.id)?.configuration[.abilities] == wish)
    }

    @Test("A machine is given a mapped device and other cards", arguments: StagingKind.available)
    func machine(_ kind: StagingKind) async throws {
        let host = try await kind.make()
        let guest = try host.reference(0, .machine)
        try await host.make(guest)
        let wish: [Setting] = [
            .memory(mebibytes: 2048), .agent(true),
            .network(
                index: 0, NetworkInterface(bridge: host.bridge, address: .fixed("10.9.8.9/24"), gateway: "10.9.8.1")),
            .volume(index: 0, Volume(storage: host.storage, sizeGibibytes: 3)),
        ]
        let device = host.mapping.map { [Setting.device(index: 0, .mappedPCI(mapping: $0))] } ?? []
        try await host.done(.configure(guest, set: wish + device, unset: []), host.fence(guest))
        #expect(try #require(try await host.seen(guest.id)).configuration.fulfils(Configuration(wish + device)))
        #expect(try await host.submit(.configure(guest, set: wish, unset: []), host.fence(guest)) == .done)
    }
}

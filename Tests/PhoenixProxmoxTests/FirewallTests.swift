import PhoenixModel
import PhoenixPorts
import PhoenixSimulator
import PhoenixSimulatorAPI
import Testing

@testable import PhoenixProxmox

@Suite("Firewalls of guests on Proxmox")
struct FirewallTests {
    private static let path: ProxmoxPath = "/nodes/pve1/lxc/101/firewall"

    @Test("Become what is wished, whatever they were, and are then left alone", arguments: UInt64(1)...40)
    func written(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let server = try server()
        for round in 1...5 {
            let wish = Self.rules(&random)
            for call in try await writer(server).calls(to: wish) {
                let answer = try await server.send(call)
                try #require(answer.status == 200, "seed \(seed), round \(round): \(call) \(answer.reason)")
            }
            let after = try await writer(server)
            #expect(after.present == wish, "seed \(seed), round \(round)")
            #expect(after.calls(to: wish).isEmpty)
            // The host's other door sees the same.
            let cluster = server.api.cluster
            let seen = try await SimulatedHost(cluster).observe().guests.first?.configuration[.firewall]
            #expect(seen == .firewall(wish), "seed \(seed), round \(round)")
        }
    }

    @Test("Rules are there before the switch is turned on, and it is off before they go")
    func order() {
        let rule = FirewallRules.Rule(direction: .in, action: .ACCEPT, protocol: "tcp", ports: "22")
        let (off, on) = (FirewallRules(isEnabled: false, rules: []), FirewallRules(isEnabled: true, rules: [rule]))
        let opening = FirewallWriter(path: Self.path, present: off, ruleCount: 0).calls(to: on)
        #expect(opening.map(\.description) == ["POST \(Self.path)/rules", "PUT \(Self.path)/options"])
        let closing = FirewallWriter(path: Self.path, present: on, ruleCount: 1).calls(to: off)
        #expect(closing.map(\.description) == ["PUT \(Self.path)/options", "DELETE \(Self.path)/rules/0"])
    }

    @Test("Rules that people wrote with words that Phoenix does not have, or switched off, differ from every wish")
    func foreign() async throws {
        let server = try server()
        for form: ProxmoxForm in [
            ["type": "in", "action": "ACCEPT", "enable": "1", "macro": "SSH"],
            ["type": "in", "action": "ACCEPT", "enable": "0", "proto": "tcp", "dport": "22"],
        ] {
            #expect(
                try await server.send(ProxmoxRequest(.post, "/nodes/pve1/lxc/101/firewall/rules", form)).status == 200)
        }
        let writer = try await writer(server)
        #expect(writer.ruleCount == 2)
        #expect(writer.present.rules.count == 1)
        #expect(writer.present.rules.first?.comment?.contains("SSH") == true)
        let plain = FirewallRules.Rule(direction: .in, action: .ACCEPT)
        #expect(writer.calls(to: FirewallRules(isEnabled: false, rules: [plain])).count == 3)
    }

    private func server() throws -> JoinedServer {
        try JoinedServer(try RandomConfig.cluster(.container, ["rootfs: local-lvm:vm-101-disk-0,size=8G\n"]))
    }

    private func writer(_ server: JoinedServer) async throws -> FirewallWriter {
        let options = try await server.answer(
            PhoenixProxmox.Endpoint<PhoenixProxmox.FirewallOptions>(.get, "/nodes/pve1/lxc/101/firewall/options"))
        let rows = try await server.answer(
            PhoenixProxmox.Endpoint<[FirewallRow]>(.get, "/nodes/pve1/lxc/101/firewall/rules"))
        return FirewallWriter(path: Self.path, present: FirewallRules(options, rows), ruleCount: rows.count)
    }

    private static func rules(_ random: inout SeededGenerator) -> FirewallRules {
        func one(_ values: [String?]) -> String? { values[Int(random.next(below: UInt64(values.count)))] }
        let rules = (0..<random.next(below: 6)).map { _ in
            let transport = one([nil, "tcp", "udp"])
            return FirewallRules.Rule(
                direction: random.next(below: 3) == 0 ? .out : .in,
                action: FirewallRules.Rule.Action.allCases[Int(random.next(below: 3))], protocol: transport,
                ports: transport == nil ? nil : one([nil, "22", "80,443", "6000:6010"]),
                source: one([nil, "10.0.0.0/8", "192.168.1.5"]), destination: one([nil, "10.1.2.3"]),
                comment: one([nil, "SSH, from here only", "50 % # of it"]))
        }
        return FirewallRules(isEnabled: random.next(below: 2) == 0, rules: rules)
    }
}

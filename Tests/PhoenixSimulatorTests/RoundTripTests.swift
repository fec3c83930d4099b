import Foundation
import PhoenixModel
import Testing

@testable import PhoenixSimulator

@Suite("Scenarios with a data center survive being written and read")
struct RoundTripTests {
    @Test("Whatever was changed, the same file comes out again", arguments: UInt64(1)...20)
    func random(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var cluster = Scenario.cluster
        try cluster.settle(Given.creation(Given.container(101)))
        for step in 0..<60 {
            Self.change(&cluster, random: &random, step: step)
            let bytes = try cluster.bytes
            let read = try Scenario.cluster(from: bytes, named: "round.json")
            #expect(try read.bytes == bytes, "seed \(seed), step \(step)")
            #expect(read.datacenter == cluster.datacenter, "seed \(seed), step \(step)")
            #expect(read.nodes == cluster.nodes, "seed \(seed), step \(step)")
            #expect(read.storages == cluster.storages, "seed \(seed), step \(step)")
        }
    }

    private static func change(_ cluster: inout Cluster, random: inout SeededGenerator, step: Int) {
        let scopes: [FirewallScope] = [.datacenter, .node("pve1"), .guest(Given.container(101))]
        let scope = scopes[Int(random.next(below: 3))]
        let rule = FirewallRule(
            type: "in", action: "DROP", isEnabled: random.next(below: 2) == 0,
            properties: ["proto": "tcp", "dport": "\(step + 1)", "comment": "step # \(step)"])
        // Whatever is refused changes nothing, and that has to survive as well.
        _ = Result { () throws(HostError) in
            switch random.next(below: 10) {
            case 0:
                try cluster.addStorage(
                    StorageName("s\(step)"), kind: .nfs,
                    properties: [
                        "server": "10.0.0.1", "export": "/srv/\(step)", "content": "iso,images",
                    ])
            case 1: try cluster.updateStorage("shared", setting: ["nodes": "pve1,pve\(random.next(below: 3) + 1)"])
            case 2: try cluster.addFirewallRule(rule, to: .own(scope))
            case 3:
                try cluster.updateFirewallOptions(
                    scope, setting: ["enable": "\(random.next(below: 2))"], deleting: [], digest: nil)
            case 4: try cluster.addAlias("a\(step)", network: "10.0.\(step).0/24", comment: "net \(step)", to: scope)
            case 5:
                try cluster.addAddressSet("set\(step)", comment: nil, renaming: nil, digest: nil, scope)
                try cluster.addMember("10.9.\(step).1", of: "set\(step)", isExcluded: true, comment: "no", scope)
            case 6: try cluster.addMapping(.pci, "card\(step)", properties: [:], map: ["node=pve2,path=0000:01:00.0"])
            case 7:
                try cluster.createInterface(
                    InterfaceOrder(name: "vmbr\(step)", type: "bridge", properties: ["cidr": "10.1.\(step).1/24"]),
                    on: "pve1")
            case 8: try cluster.addResource("101", properties: ["state": "started", "comment": "keep \(step)"])
            default: try cluster.updateOptions(setting: ["description": "step \(step)"], deleting: [])
            }
        }
        cluster.advance(to: cluster.now.adding(seconds: Int(random.next(below: 15))))
    }

    @Test("A firewall's file is read as it was written by hand")
    func firewallFile() {
        let text = """
            [OPTIONS]

            enable: 1
            policy_in: DROP

            [ALIASES]

            office 10.1.2.3 # where people are

            [IPSET friends] # of the house

            !10.1.0.9
            10.1.0.0/16

            [RULES]

            IN SSH(ACCEPT) -i net0 -source +friends -log nolog # for the admins
            |OUT REJECT -dest office -p tcp -dport 25
            GROUP web -i net0

            [group web]

            IN HTTP(ACCEPT)


            """
        let file = FirewallFile(text: text)
        #expect(file.text == text)
        #expect(file.rules.map(\.isEnabled) == [true, false, true])
        #expect(file.rules[0]["macro"] == "SSH")
        #expect(file.sets[0].members.map(\.isExcluded) == [true, false])
        // A macro is nothing that the in-process door has a word for: it shows as a rule of its own.
        #expect(file.inForce.rules[0].comment?.hasPrefix("IN SSH(ACCEPT)") == true)
    }

    @Test("Nodes that only name their devices get mappings of them")
    func namedMappings() throws {
        let text = #"{"nodes": [{"name": "pve1", "mappedDevices": ["gpu0"]}]}"#
        let cluster = try Scenario.cluster(from: Data(text.utf8), named: "old.json")
        #expect(cluster.datacenter.mappings.pciNames(on: "pve1") == ["gpu0"])
        #expect(cluster.nodes["pve1"]?.bridges == ["vmbr0"])
    }
}

import Foundation
import PhoenixModel
import PhoenixSimulator
import PhoenixSimulatorAPI
import Testing

@Suite("A node's network, firewall and hardware")
struct NetworkTests {
    @Test("Changes wait until they are applied, and can be taken back")
    func changes() async throws {
        let client = try Client()
        let path = "/nodes/pve1/network"
        #expect(await client.get(path).members["changes"] == nil)
        let bridge = ["iface": "vmbr1", "type": "bridge", "cidr": "10.2.0.1/24", "autostart": "1"]
        #expect(await client.post(path, bridge).status == 200)
        #expect(await client.post(path, bridge).errors == ["iface": "interface already exists"])
        let waiting = await client.get(path)
        #expect((waiting.members["changes"] as? String)?.contains("+iface vmbr1 inet static") == true)
        let row = waiting.list.first { $0["iface"] as? String == "vmbr1" }
        #expect(row?["address"] as? String == "10.2.0.1")
        #expect(row?["netmask"] as? String == "24")
        #expect(row?["active"] == nil)
        #expect(client.api.cluster.nodes["pve1"]?.bridges == ["vmbr0"])

        let gateway = await client.put("\(path)/vmbr1", ["type": "bridge", "gateway": "10.2.0.254"])
        #expect(gateway.errors == ["gateway": "Default gateway already exists on interface 'vmbr0'."])
        let port = await client.put("\(path)/vmbr1", ["type": "bridge", "bridge_ports": "eno1"])
        #expect(port.errors == ["bridge_ports": "eno1 is already used on interface 'vmbr0'."])

        #expect(await client.exitStatus(await client.put(path)) == "OK")
        #expect(client.api.cluster.nodes["pve1"]?.bridges == ["vmbr0", "vmbr1"])
        #expect(await client.get(path).members["changes"] == nil)
        #expect(await client.delete("\(path)/vmbr1").status == 200)
        #expect(await client.delete(path).status == 200)
        #expect(await client.get("\(path)/vmbr1").object["type"] as? String == "bridge")
        #expect(await client.get("\(path)/vmbr7").errors == ["iface": "interface does not exist"])
    }

    @Test("Both doors see a guest's firewall in the same file")
    func firewall() async throws {
        let client = try Client()
        try await AnswerTests.furnish(client)
        let path = "/nodes/pve1/lxc/101/firewall"
        #expect(await client.put("\(path)/options", ["enable": "1"]).status == 200)
        let rule = ["type": "in", "action": "ACCEPT", "proto": "tcp", "dport": "22", "enable": "1", "comment": "ssh"]
        #expect(await client.post("\(path)/rules", rule).status == 200)
        let guest = try #require(GuestID(101).flatMap { client.api.cluster.guests[$0] })
        #expect(guest.firewall?.isEnabled == true)
        // The rule that `furnish` made is off.
        #expect(guest.firewall?.rules.map(\.ports) == ["22"])
        #expect(
            guest.firewallFile?.text.contains("IN ACCEPT -p tcp -dport 22 # ssh\n|IN ACCEPT -source +office\n") == true)
        let rows = await client.get("\(path)/rules").list
        #expect(rows.compactMap { $0["pos"] as? Int } == [0, 1])
        #expect(rows.compactMap { $0["enable"] as? Int } == [1, 0])

        #expect(await client.put("\(path)/rules/0", ["moveto": "2"]).status == 200)
        #expect(await client.get("\(path)/rules/1").object["comment"] as? String == "ssh")
        #expect(await client.get("\(path)/rules/9").reason == "no rule at position 9")
        let bare = await client.post("\(path)/rules", ["type": "in", "action": "ACCEPT", "dport": "22"])
        #expect(bare.errors == ["proto": "missing property - 'dport' requires this property"])
        let unknown = await client.post("\(path)/rules", ["type": "in", "action": "ACCEPT", "source": "+nosuch"])
        #expect(unknown.errors == ["source": "no such ipset 'nosuch'"])
        #expect(await client.delete("\(path)/ipset/office").reason == "IPSet 'office' is not empty")
        let references = await client.get("\(path)/refs", ["type": "ipset"]).list
        #expect(references.compactMap { $0["ref"] as? String } == ["+dc/office", "+guest/office"])
        let member = await client.get("\(path)/ipset/office/10.1.0.0/16")
        #expect(member.object["cidr"] as? String == "10.1.0.0/16")
    }

    @Test("Mapped graphics cards are found on the nodes that have them")
    func mappings() async throws {
        let client = try Client()
        let cards = await client.get("/nodes/pve1/hardware/pci").list.filter { $0["class"] as? String == "0x030000" }
        #expect(cards.compactMap { $0["id"] as? String } == ["0000:01:00.0", "0000:41:00.0"])
        let mappings = await client.get("/cluster/mapping/pci", ["check-node": "pve1"]).list
        #expect(mappings.compactMap { $0["id"] as? String } == ["gpu0", "gpu1"])
        #expect(mappings.allSatisfy { ($0["checks"] as? [Any])?.isEmpty == true })
        let map = "node=pve1,path=0000:99:00.0,id=10de:2204"
        #expect(await client.post("/cluster/mapping/pci", ["id": "gpu9", "map": map]).status == 200)
        let wrong = await client.get("/cluster/mapping/pci", ["check-node": "pve1"]).list.last
        let checks = wrong?["checks"] as? [[String: String]]
        #expect(checks?.first?["message"] == "Invalid configuration: pci device '0000:99:00.0' not found\n")
        #expect(client.api.cluster.nodes["pve1"]?.mappedDevices == ["gpu0", "gpu1", "gpu9"])
        #expect(await client.delete("/cluster/mapping/pci/gpu9").status == 200)
        #expect(await client.get("/cluster/mapping/pci/gpu9").reason == "mapping 'gpu9' not found")
    }
}

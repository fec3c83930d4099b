import Foundation
import PhoenixModel
import PhoenixProxmox
import PhoenixSimulator
import PhoenixSimulatorJoined
import Testing

@testable import PhoenixCommands

@Suite("What is asked of a host to copy it")
struct CaptureRequestTests {
    @Test("A call for each own guest, four for each node, one for each place of images, and none for others' guests")
    func plainGuests() async throws {
        let cluster = try Self.cluster(ownGuests: 200, otherGuests: 100)
        let server = WatchedServer(try JoinedSimulator(cluster))
        let inventory = try await HostCapture(server).capture()
        #expect(inventory.guests.filter { $0.standing == .marked }.count == 200)
        // Five of a hundred are out of the ordinary.
        let (ofCluster, ofNodes, ofStorages, ofGuests) = (3, 4 * 3, 2 * 3, 220)
        let calls = server.paths.count
        #expect(calls <= ofCluster + ofNodes + ofStorages + ofGuests)
        #expect(Set(server.paths.filter { $0.hasSuffix("/config") }).count == 200)
    }

    @Test("What cannot be seen in one answer costs two calls more, and a firewall two")
    func others() async throws {
        let mark =
            "#"
            + MarkText.block(for: Mark(fleet: "lab", guest: try #require(GuestID(101))))
            .replacing("\n", with: "\n#").replacing(":", with: "%3A")
        let plain = "\(mark)\nrootfs: local-lvm:vm-101-disk-0,size=8G\ntags: phoenix\n"
        let firewalled =
            "\(mark)\nnet0: name=eth0,bridge=vmbr0,firewall=1,hwaddr=BC:24:11:00:00:01,ip=dhcp,type=veth\ntags: phoenix\n"
        let parts = [
            (plain, ["config"]), (plain + "lxc.idmap: u 0 100000 65536\n", ["config"]),
            (plain + "\n[pve:pending]\nmemory: 1024\n", ["config", "pending"]),
            (plain + "\n[before]\nsnaptime: 1\n", ["config", "pending", "snapshot"]),
            (firewalled, ["config", "firewall/options", "firewall/rules"]),
        ]
        for (config, asked) in parts {
            let cluster = try Self.cluster([["id": 101, "kind": "lxc", "node": "pve1", "config": config]])
            let server = WatchedServer(try JoinedSimulator(cluster))
            _ = try await HostCapture(server).capture()
            let base = "/nodes/pve1/lxc/101/"
            #expect(
                server.paths.filter { $0.hasPrefix(base) }.map { $0.dropFirst(base.count) } == asked.map { $0[...] })
        }
    }

    @Test(
        "A right that is missing is a failure with its name",
        arguments: [
            "/cluster/resources", "/cluster/mapping/pci", "/access/permissions", "/nodes/pve1/network",
            "/nodes/pve1/storage", "/nodes/pve1/lxc", "/nodes/pve1/qemu", "/nodes/pve1/lxc/101/config",
        ])
    func forbidden(path: String) async throws {
        let reason = "Permission check failed (/nodes/pve1, Sys.Audit)"
        let server = WatchedServer(try JoinedSimulator(try Self.cluster(ownGuests: 3, otherGuests: 0))) { request in
            request.path.text == path ? .refusal(403, reason) : nil
        }
        let failure = await #expect(throws: Failure.self) { try await HostCapture(server).capture() }
        #expect(failure?.code == .hostForbidden)
        #expect(failure?.message.hasSuffix(reason) == true)
        #expect(failure?.causes.last == "GET \(path)")
    }

    @Test("What the account may not see is said, as Proxmox leaves it out of lists without a word")
    func blind() async throws {
        let server = WatchedServer(try JoinedSimulator(Scenario.homelab)) { request in
            guard request.path.text == "/access/permissions" else { return nil }
            return ProxmoxAnswer(
                status: 200, reason: "OK", body: Data(#"{"data":{"/vms":{"VM.PowerMgmt":1},"/storage":{}}}"#.utf8))
        }
        #expect(
            try await HostCapture(server).capture().omissions == [
                "guests that Phoenix's account may not see, so that their numbers look free (it has no VM.Audit on /vms)",
                "storages that Phoenix's account may not see (it has no Datastore.Audit on /storage)",
            ])
    }

    @Test("A guest that is gone a moment later makes the copy fail, and not lie")
    func gone() async throws {
        let text = "Configuration file 'nodes/pve1/lxc/101.conf' does not exist"
        let server = WatchedServer(try JoinedSimulator(try Self.cluster(ownGuests: 3, otherGuests: 0))) { request in
            request.path.text == "/nodes/pve1/lxc/101/config" ? .refusal(500, text) : nil
        }
        let failure = await #expect(throws: Failure.self) { try await HostCapture(server).capture() }
        #expect((failure?.code, failure?.disposition) == (.conflict, .retry))
        #expect(failure?.message == "guest 101 left node pve1 while the host was looked at")
    }

    @Test("A node that falls silent after its first answers is offline")
    func silent() async throws {
        let server = WatchedServer(try JoinedSimulator(Scenario.cluster)) { request in
            request.path.text == "/nodes/pve2/qemu" ? .refusal(595, "No route to host") : nil
        }
        let inventory = try await HostCapture(server).capture()
        #expect(inventory.nodes.map(\.isOnline) == [true, false, true])
        #expect(inventory.storages.allSatisfy { storage in !storage.rooms.contains { $0.node == "pve2" } })
    }

    @Test("Without a shell no devices are known; one that does not answer is said")
    func devices() async throws {
        struct SilentShell: NodeShell {
            func run(_ command: NodeCommand) async throws(NodeShellError) -> NodeCommandResult {
                throw .unreachable("connection refused")
            }
        }
        let simulator = try JoinedSimulator(Scenario.homelab)
        #expect(try await HostCapture(simulator).capture().nodes.first?.devices == [])
        let seen = try await HostCapture(simulator, shell: simulator).capture()
        #expect(seen.nodes.first?.devices.first == "/dev/nvidia-uvm")
        let unseen = try await HostCapture(simulator, shell: SilentShell()).capture()
        #expect(
            unseen.omissions == [
                "devices of node pve1, whose shell could not be asked: it could not be reached (connection refused)"
            ])
    }

    /// Three nodes; one own guest in twenty waits for its next start with something.
    private static func cluster(ownGuests: Int, otherGuests: Int) throws -> Cluster {
        let own = try (0..<ownGuests).map { place in
            let mark = Mark(fleet: "lab", guest: try #require(GuestID(101 + place)))
            let block = MarkText.block(for: mark).replacing(":", with: "%3A").replacing("\n", with: "\n#")
            let pending = place % 20 == 19 ? "\n[pve:pending]\nmemory: 1024\n" : ""
            return [
                "id": 101 + place, "kind": "lxc", "node": "pve\(place % 3 + 1)", "running": true,
                "config":
                    "#\(block)\nmemory: 512\nrootfs: local-lvm:vm-\(101 + place)-disk-0,size=4G\ntags: phoenix\n\(pending)",
            ] as [String: Any]
        }
        let others = (0..<otherGuests).map { place in
            ["id": 5000 + place, "kind": "vm", "node": "pve1", "config": "memory: 512\n"] as [String: Any]
        }
        return try cluster(own + others)
    }

    private static func cluster(_ guests: [[String: Any]]) throws -> Cluster {
        let storages: [[String: Any]] = [
            ["name": "local", "kind": "dir", "content": ["vztmpl"]],
            ["name": "nas", "kind": "nfs", "content": ["iso"]], ["name": "local-lvm", "kind": "lvmthin"],
        ]
        let scenario = try JSONSerialization.data(
            withJSONObject: [
                "nodes": (1...3).map { ["name": "pve\($0)"] }, "storages": storages, "guests": guests,
            ])
        return try Scenario.cluster(from: scenario, named: "test.json")
    }
}

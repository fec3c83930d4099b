import Foundation
import PhoenixModel
import PhoenixSimulator
import PhoenixSimulatorAPI
import Testing

@Suite("High availability")
struct HighAvailabilityTests {
    private static let template = "shared:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst"

    /// A cluster of three with a container on shared storage.
    private static func client() async throws -> Client {
        let client = try Client(Scenario.cluster)
        let created = await client.post(
            "/nodes/pve1/lxc",
            [
                "vmid": "100", "ostemplate": "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst",
                "rootfs": "shared:4",
            ])
        #expect(await client.exitStatus(created) == "OK")
        return client
    }

    private static func pass(_ seconds: Int, _ client: Client) {
        client.api.change { $0.advance(to: $0.now.adding(seconds: seconds)) }
    }

    @Test("A managed guest is started by the manager, not by the request")
    func start() async throws {
        let client = try await Self.client()
        #expect(await client.post("/cluster/ha/resources", ["sid": "100", "state": "stopped"]).status == 200)
        let twice = await client.post("/cluster/ha/resources", ["sid": "ct:100"])
        #expect(twice.reason == "create resource failed: resource ID 'ct:100' already defined")
        let unknown = await client.post("/cluster/ha/resources", ["sid": "ct:999"])
        #expect(unknown.reason == "resource 'ct:999' does not exist in cluster")
        Self.pass(10, client)

        #expect(await client.put("/cluster/ha/resources/ct:100", ["state": "started"]).status == 200)
        #expect(await client.get("/nodes/pve1/lxc/100/status/current").object["status"] as? String == "stopped")
        Self.pass(20, client)
        #expect(await client.get("/nodes/pve1/lxc/100/status/current").object["status"] as? String == "running")
        let service = await client.get("/cluster/ha/status/current").list.last
        #expect(service?["state"] as? String == "started")
        #expect(service?["request_state"] as? String == "started")
        Self.pass(10, client)
        let row = await client.get("/cluster/resources", ["type": "vm"]).list.first
        #expect(row?["hastate"] as? String == "started")
    }

    @Test("The manager moves a guest within its rounds")
    func migration() async throws {
        let client = try await Self.client()
        _ = await client.post("/cluster/ha/resources", ["sid": "ct:100", "state": "started"])
        Self.pass(30, client)
        let moved = await client.post("/cluster/ha/resources/ct:100/migrate", ["node": "pve2"])
        #expect(moved.object["requested-node"] as? String == "pve2")
        Self.pass(60, client)
        #expect(await client.get("/nodes/pve2/lxc/100/status/current").object["status"] as? String == "running")
    }

    @Test("Who starts, stops or moves a managed guest only stores the wish, and who removes it has to purge")
    func wishes() async throws {
        let client = try await Self.client()
        _ = await client.post("/cluster/ha/resources", ["sid": "ct:100", "state": "stopped"])
        let started = await client.post("/nodes/pve1/lxc/100/status/start")
        #expect(started.upid.contains(":hastart:100:root@pam!conf:"))
        #expect(await client.exitStatus(started) == "OK")
        #expect(await client.get("/nodes/pve1/lxc/100/status/current").object["status"] as? String == "stopped")
        Self.pass(20, client)
        let status = await client.get("/nodes/pve1/lxc/100/status/current").object
        #expect(status["status"] as? String == "running")
        #expect((status["ha"] as? [String: Any])?["managed"] as? Int == 1)

        let moved = await client.post("/nodes/pve1/lxc/100/migrate", ["target": "pve3", "restart": "1"])
        #expect(moved.upid.contains(":hamigrate:100:"))
        Self.pass(60, client)
        let stopped = await client.post("/nodes/pve3/lxc/100/status/shutdown")
        #expect(stopped.upid.contains(":hastop:100:"))
        Self.pass(30, client)
        #expect(await client.get("/nodes/pve3/lxc/100/status/current").object["status"] as? String == "stopped")

        let kept = await client.delete("/nodes/pve3/lxc/100")
        #expect(kept.reason == "unable to remove CT 100 - used in HA resources and purge parameter not set.")
        #expect(await client.exitStatus(await client.delete("/nodes/pve3/lxc/100", ["purge": "1"])) == "OK")
        #expect(await client.get("/cluster/ha/resources").list.isEmpty)
    }

    @Test("Rules name managed guests and known nodes, and groups are gone")
    func rules() async throws {
        let client = try await Self.client()
        let rule = ["rule": "near", "type": "node-affinity", "nodes": "pve1,pve2:2", "resources": "ct:100"]
        let unmanaged = await client.post("/cluster/ha/rules", rule)
        #expect(unmanaged.reason == "create ha rule failed: cannot use unmanaged resource(s) ct:100.")
        _ = await client.post("/cluster/ha/resources", ["sid": "ct:100"])
        #expect(await client.post("/cluster/ha/rules", rule).status == 200)
        #expect(await client.get("/cluster/ha/rules").list.first?["nodes"] as? String == "pve1,pve2:2")
        let group = await client.put("/cluster/ha/resources/ct:100", ["group": "old"])
        #expect(group.reason == "invalid parameter 'group': ha groups have been migrated to rules")
        #expect(await client.delete("/cluster/ha/resources/ct:100").status == 200)
        #expect(await client.get("/cluster/ha/rules").list.isEmpty)
        let gone = await client.delete("/cluster/ha/resources/ct:100")
        #expect(gone.reason == "cannot delete service 'ct:100', not HA managed!")
        #expect(await client.get("/cluster/ha/resources/ct:100").reason == "no such resource 'ct:100'")
    }
}

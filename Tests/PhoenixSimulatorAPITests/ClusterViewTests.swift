import Foundation
import PhoenixModel
import PhoenixSimulator
import PhoenixSimulatorAPI
import Testing

@Suite("Views of the whole cluster")
struct ClusterViewTests {
    private static let template = "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst"
    private static let container = ["vmid": "100", "ostemplate": template, "rootfs": "local-lvm:4", "hostname": "web"]

    @Test("A new guest is known by its number at once, and by its name within ten seconds")
    func lag() async throws {
        let client = try Client()
        let created = await client.post("/nodes/pve1/lxc", Self.container.merging(["tags": "prod"]) { $1 })
        let fresh = try #require(await client.get("/cluster/resources", ["type": "vm"]).list.first)
        #expect(fresh["id"] as? String == "lxc/100")
        #expect(fresh["status"] as? String == "unknown")
        #expect(fresh["name"] == nil)
        #expect(fresh["tags"] as? String == "prod")
        #expect(fresh["lock"] as? String == "create")

        #expect(await client.exitStatus(created) == "OK")
        client.api.change { $0.advance(to: $0.now.adding(seconds: 10)) }
        let known = try #require(await client.get("/cluster/resources", ["type": "vm"]).list.first)
        #expect(known["name"] as? String == "web")
        #expect(known["status"] as? String == "stopped")
        #expect(known["maxmem"] as? Int == 512 << 20)
        #expect(known["lock"] == nil)

        #expect(await client.exitStatus(await client.post("/nodes/pve1/lxc/100/status/start")) == "OK")
        let current = await client.get("/nodes/pve1/lxc/100/status/current").object
        #expect(current["status"] as? String == "running")
        let lagging = try #require(await client.get("/cluster/resources", ["type": "vm"]).list.first)
        #expect(lagging["status"] as? String == "stopped")
        client.api.change { $0.advance(to: $0.now.adding(seconds: 10)) }
        let late = try #require(await client.get("/cluster/resources", ["type": "vm"]).list.first)
        #expect(late["status"] as? String == "running")
    }

    @Test("Whoever asks again and again for a name, gets it")
    func polling() async throws {
        let client = try Client()
        _ = await client.post("/nodes/pve1/lxc", Self.container)
        var looks = 0
        while await client.get("/cluster/resources").list.first(where: { $0["id"] as? String == "lxc/100" })?["name"]
            == nil
        {
            looks += 1
            try #require(looks < 20)
        }
    }

    @Test("Nodes have rows with their figures, and an offline one has none")
    func nodes() async throws {
        let client = try Client(Scenario.cluster)
        #expect(client.api.change { cluster in (try? cluster.perform(.disconnectNode("pve3"))) != nil })
        let rows = await client.get("/nodes").list
        #expect(rows.compactMap { $0["status"] as? String } == ["online", "online", "offline"])
        #expect(rows[0]["uptime"] != nil && rows[2]["uptime"] == nil)
        let status = await client.get("/cluster/status").list
        #expect(status.first?["quorate"] as? Int == 1)
        #expect(status.compactMap { $0["online"] as? Int } == [1, 1, 0])
        #expect(await client.get("/nodes/pve3/status").status == 595)
        #expect(await client.get("/nodes/pve9/status").reason.hasPrefix("hostname lookup 'pve9' failed"))
    }

    @Test("Without quorum nothing is written")
    func quorum() async throws {
        let client = try Client(Scenario.cluster)
        client.api.change { cluster in
            for node: NodeName in ["pve2", "pve3"] { _ = try? cluster.perform(.disconnectNode(node)) }
        }
        #expect(await client.get("/cluster/status").list.first?["quorate"] as? Int == 0)
        let pool = await client.post("/pools", ["poolid": "lab"])
        #expect(pool.reason == "create pool failed: cfs-lock 'file-user_cfg' error: no quorum!")
        let options = await client.put("/cluster/options", ["keyboard": "de"])
        #expect(options.reason == "cfs-lock 'file-datacenter_cfg' error: no quorum!")
        let storage = await client.post("/storage", ["storage": "tank", "type": "zfspool", "pool": "tank"])
        #expect(storage.reason == "create storage failed: cfs-lock 'file-storage_cfg' error: no quorum!")
        let rule = await client.post("/cluster/firewall/rules", ["type": "in", "action": "DROP"])
        #expect(rule.reason == "cluster not ready - no quorum?")
    }

    @Test("The next number is a text, respects the options, and a taken one is refused")
    func nextNumber() async throws {
        let client = try Client()
        #expect(await client.get("/cluster/nextid").data as? String == "100")
        _ = await client.post("/nodes/pve1/lxc", Self.container)
        #expect(await client.get("/cluster/nextid").data as? String == "101")
        #expect(await client.get("/cluster/nextid", ["vmid": "100"]).errors == ["vmid": "VM 100 already exists"])
        #expect(await client.put("/cluster/options", ["next-id": "lower=500,upper=600"]).status == 200)
        #expect(await client.get("/cluster/nextid").data as? String == "500")
        let options = await client.get("/cluster/options").object
        #expect((options["next-id"] as? [String: Any])?["lower"] != nil)
    }

    @Test("Tasks are narrowed down, and running ones are shown only if asked for")
    func tasks() async throws {
        let client = try Client()
        let created = await client.post("/nodes/pve1/lxc", Self.container)
        #expect(await client.get("/nodes/pve1/tasks").list.isEmpty)
        let active = await client.get("/nodes/pve1/tasks", ["source": "active"]).list
        #expect(active.compactMap { $0["status"] as? String } == ["RUNNING"])
        #expect(await client.exitStatus(created) == "OK")
        let missing = ["vmid": "101", "ostemplate": "local:vztmpl/nosuch_1_amd64.tar.zst"]
        let failed = await client.post("/nodes/pve1/lxc", Self.container.merging(missing) { $1 })
        #expect(await client.exitStatus(failed).hasPrefix("unable to create CT 101"))
        let all = await client.get("/nodes/pve1/tasks")
        #expect(all.members["total"] as? Int == 2)
        #expect(all.list.compactMap { $0["type"] as? String } == ["vzcreate", "vzcreate"])
        #expect(await client.get("/nodes/pve1/tasks", ["errors": "1"]).list.count == 1)
        #expect(await client.get("/nodes/pve1/tasks", ["vmid": "100"]).list.count == 1)
        #expect(await client.get("/nodes/pve1/tasks", ["statusfilter": "ok"]).list.count == 1)
        #expect(await client.get("/nodes/pve1/tasks", ["typefilter": "vzcreate", "limit": "1"]).list.count == 1)
        #expect(await client.get("/cluster/tasks").list.count == 2)
    }
}

import PhoenixModel
import PhoenixSimulator
import PhoenixSimulatorAPI
import Testing

/// Answers that are kept are never older than what they tell of.
@Suite("Answers that are given again")
struct KeptAnswerTests {
    private static let container = [
        "vmid": "101", "ostemplate": "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst", "rootfs": "local-lvm:4",
        "memory": "256",
    ]
    private static let config = "/nodes/pve1/lxc/101/config"

    private func prepared() async throws -> Client {
        let client = try Client()
        #expect(await client.exitStatus(await client.post("/nodes/pve1/lxc", Self.container)) == "OK")
        #expect(await client.get(Self.config).object["memory"] as? Int == 256)
        return client
    }

    @Test("A change over the API is seen at once")
    func change() async throws {
        let client = try await prepared()
        _ = await client.put(Self.config, ["memory": "300"])
        #expect(await client.get(Self.config).object["memory"] as? Int == 300)
    }

    @Test("What people do past the API is seen at once")
    func people() async throws {
        let client = try await prepared()
        client.api.change { cluster in
            _ = Result { () throws(HostError) in
                try cluster.perform(.configure(cluster.guestsByNumber[0].id, set: [.memory(mebibytes: 400)], unset: []))
            }
        }
        #expect(await client.get(Self.config).object["memory"] as? Int == 400)
        #expect(await client.control("POST", "people", #"{"delete": {"_0": 101}}"#).status == 200)
        #expect(await client.get(Self.config).status == 500)
        #expect(await client.get("/cluster/resources?type=vm").list.isEmpty)
    }

    @Test("A task that ends by itself is seen at once")
    func taskEnd() async throws {
        let client = try await prepared()
        _ = await client.delete("/nodes/pve1/lxc/101")
        #expect(await client.get("/cluster/resources?type=vm").list.count == 1)
        _ = await client.control("POST", "clock", #"{"advanceSeconds": 2}"#)
        #expect(await client.get("/cluster/resources?type=vm").list.isEmpty)
    }

    @Test("A request with a body is refused, also where the answer without one is at hand")
    func body() async throws {
        let client = try await prepared()
        let path = Self.config
        #expect(await client.get(path).status == 200)
        let refused = await client.ask("GET", path, form: ["current": "1"])
        #expect((refused.status, refused.reason) == (501, "Unexpected content for method 'GET'"))
    }

    @Test("Nobody is given what another may see")
    func callers() async throws {
        let client = try await prepared()
        #expect(await client.get("/cluster/resources?type=vm").list.count == 1)
        _ = await client.post("/access/users", ["userid": "ann@pve", "password": "longenough"])
        try await client.logIn("ann@pve", password: "longenough")
        #expect(await client.get("/cluster/resources?type=vm").list.isEmpty)
        #expect(await client.get(Self.config).status == 403)
    }
}

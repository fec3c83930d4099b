import Foundation
import PhoenixModel
import PhoenixSimulator
import Testing

@Suite("Users, tokens and pools")
struct AccessTests {
    @Test("A user with a role sees what the role allows")
    func roles() async throws {
        let client = try Client()
        #expect(await client.post("/access/users", ["userid": "ann@pve", "password": "longenough"]).status == 200)
        #expect(
            await client.post("/access/roles", ["roleid": "Look", "privs": "VM.Audit,Datastore.Audit"]).status == 200)
        let change = ["path": "/storage/local", "users": "ann@pve", "roles": "Look"]
        #expect(await client.put("/access/acl", change).status == 200)
        #expect(await client.get("/access/acl").list.first?["ugid"] as? String == "ann@pve")

        try await client.logIn("ann@pve", password: "longenough")
        #expect(await client.get("/storage").list.compactMap { $0["storage"] as? String } == ["local"])
        let permissions = await client.get("/access/permissions").object
        #expect((permissions["/storage/local"] as? [String: Int])?["Datastore.Audit"] == 1)
        let refused = await client.post("/pools", ["poolid": "lab"])
        #expect(refused.status == 403)
        #expect(refused.reason == "Permission check failed (/pool/lab, Pool.Allocate)")
    }

    @Test("A group hands its roles on to its members")
    func groups() async throws {
        let client = try Client()
        #expect(await client.post("/access/groups", ["groupid": "ops", "comment": "on call"]).status == 200)
        let user = ["userid": "bob@pve", "password": "longenough", "groups": "ops"]
        #expect(await client.post("/access/users", user).status == 200)
        #expect(await client.put("/access/acl", ["path": "/", "groups": "ops", "roles": "PVEAuditor"]).status == 200)
        #expect(await client.get("/access/groups/ops").object["members"] as? [String] == ["bob@pve"])
        try await client.logIn("bob@pve", password: "longenough")
        #expect(await client.get("/storage").list.count == 2)
        #expect(await client.get("/nodes/pve1/subscription").object["status"] as? String == "notfound")
    }

    @Test("A token's secret is told once and opens the door")
    func tokens() async throws {
        let client = try Client()
        let made = await client.post("/access/users/root@pam/token/deploy", ["privsep": "0", "comment": "ci"])
        let secret = try #require(made.object["value"] as? String)
        #expect(made.object["full-tokenid"] as? String == "root@pam!deploy")
        #expect((made.object["info"] as? [String: Any])?["comment"] as? String == "ci")
        let again = await client.post("/access/users/root@pam/token/deploy")
        #expect(again.errors == ["tokenid": "Token already exists."])
        client.authorization = "PVEAPIToken=root@pam!deploy=\(secret)"
        #expect(await client.get("/version").status == 200)
        #expect(await client.delete("/access/users/root@pam/token/deploy").status == 200)
        #expect(await client.get("/version").status == 401)
    }

    @Test("A ticket is given for the password, and refused without a word of why")
    func tickets() async throws {
        let client = try Client(Scenario.cluster)
        client.authorization = nil
        let wrong = await client.post("/access/ticket", ["username": "root@pam", "password": "wrong"])
        #expect(wrong.status == 401)
        #expect(wrong.reason == "authentication failure")
        let right = await client.post("/access/ticket", ["username": "root@pam", "password": "password"])
        #expect((right.object["ticket"] as? String)?.hasPrefix("PVE:root@pam:") == true)
        #expect(right.object["clustername"] as? String == "homelab")
        #expect((right.object["cap"] as? [String: Any])?["vms"] != nil)
    }

    @Test("Pools hold guests and storages, nest, and go only when they are empty")
    func pools() async throws {
        let client = try Client()
        try await AnswerTests.furnish(client)
        #expect(await client.post("/pools", ["poolid": "lab/web", "comment": "nested"]).status == 200)
        let orphan = await client.post("/pools", ["poolid": "no/where"])
        #expect(orphan.reason == "create pool failed: parent 'no' of pool 'no/where' does not exist")
        let members = await client.get("/pools/lab").object["members"] as? [[String: Any]]
        #expect(members?.compactMap { $0["id"] as? String } == ["lxc/101", "storage/pve1/local"])
        let nested = await client.get("/pools", ["poolid": "lab/web"]).list.first
        #expect(nested?["comment"] as? String == "nested")
        #expect(
            await client.delete("/pools/lab").reason
                == "delete pool failed: pool 'lab' is not empty (contains pool 'lab/web')")
        #expect(await client.delete("/pools", ["poolid": "lab/web"]).status == 200)
        #expect(
            await client.delete("/pools/lab").reason == "delete pool failed: pool 'lab' is not empty (contains VM 101)")
        #expect(await client.put("/pools/lab", ["vms": "101", "storage": "local", "delete": "1"]).status == 200)
        #expect(await client.delete("/pools/lab").status == 200)
        #expect(await client.get("/pools").list.isEmpty)
    }
}

import PhoenixModel
import PhoenixSimulator
import PhoenixSimulatorAPI
import Testing

/// In which order Proxmox looks at a request, and what it says first.
@Suite("A request's way through the API")
struct OrderTests {
    @Test("Who asks is looked at before the path: nobody learns which paths there are")
    func authenticationFirst() async throws {
        let client = try Client()
        client.authorization = nil
        let unknown = await client.get("/nosuch")
        #expect((unknown.status, unknown.reason, unknown.text) == (401, "No ticket", ""))
        client.authorization = "PVEAPIToken=root@pam!conf=wrong"
        #expect(await client.get("/version").reason == "Authentication failed!")
    }

    @Test("A failed authentication costs three seconds, of virtual time")
    func delay() async throws {
        let client = try Client()
        let before = client.api.cluster.now
        client.authorization = nil
        _ = await client.get("/version")
        #expect(client.api.cluster.now == before.adding(seconds: 3))
    }

    @Test("A missing right is told before a wrong parameter")
    func rightsBeforeParameters() async throws {
        let client = try Client()
        _ = await client.post("/access/users", ["userid": "ann@pve", "password": "longenough"])
        try await client.logIn("ann@pve", password: "longenough")
        let answer = await client.post("/nodes/pve1/lxc/100/status/start", ["nonsense": "1"])
        #expect((answer.status, answer.reason) == (403, "Permission check failed (/vms/100, VM.PowerMgmt)"))
    }

    @Test("A ticket writes only with its token against foreign pages")
    func forgery() async throws {
        let client = try Client()
        try await client.logIn()
        #expect(await client.post("/pools", ["poolid": "lab"]).status == 200)
        client.forgetToken()
        let answer = await client.post("/pools", ["poolid": "other"])
        #expect((answer.status, answer.reason) == (401, "Permission denied - invalid csrf token"))
        #expect(await client.get("/version").status == 200, "reading needs none")
    }

    @Test("A parameter in path and body must be the same")
    func conflict() async throws {
        let client = try Client()
        let answer = await client.put("/nodes/pve1/lxc/100/config", ["vmid": "101", "memory": "512"])
        #expect(answer.status == 400)
        #expect(answer.errors["vmid"] == "duplicate parameter (already defined in URI) with conflicting values!")
    }

    @Test("What Proxmox has and the simulator does not, is told to be the simulator's gap")
    func gap() async throws {
        let client = try Client()
        let answer = await client.post("/nodes/pve1/execute", ["commands": "[]"])
        #expect(answer.status == 403, "rights come first: only root's own ticket may")
        try await client.logIn()
        let gap = await client.post("/nodes/pve1/execute", ["commands": "[]"])
        #expect(gap.status == 501)
        #expect(gap.reason.hasSuffix("is Proxmox's, but the simulated Proxmox does not have it"))
        let unknown = await client.get("/nosuch")
        #expect(unknown.reason == "Method 'GET /nosuch' not implemented")
    }

    @Test("The other format tells in the body how it went")
    func extjs() async throws {
        let client = try Client()
        let good = await client.send("GET", "/version", query: "", body: "", format: "extjs")
        #expect(good.members["success"] as? Int == 1)
        let bad = await client.send("GET", "/nodes/pve1/lxc/999/config", query: "", body: "", format: "extjs")
        #expect(bad.status == 200)
        #expect(bad.members["status"] as? Int == 500)
        #expect(
            bad.members["message"] as? String == "Configuration file 'nodes/pve1/lxc/999.conf' does not exist\n")
    }

    @Test("Another node that is off cannot be asked; one that is not there cannot be found")
    func otherNodes() async throws {
        let client = try Client(Scenario.cluster)
        client.api.change { cluster in
            _ = Result { () throws(HostError) in try cluster.perform(.disconnectNode("pve2")) }
        }
        let off = await client.get("/nodes/pve2/lxc")
        #expect((off.status, off.reason, off.text) == (595, "No route to host", ""))
        #expect(await client.get("/nodes/pve3/lxc").status == 200)
        #expect(await client.get("/nodes/pve9/lxc").reason.hasPrefix("hostname lookup 'pve9' failed"))
    }
}

import PhoenixProxmox
import Testing

@Suite("Calls of Proxmox's API")
struct RequestTests {
    @Test("What is put into a path stays one segment")
    func path() {
        let task = "UPID:pve1:0000A1:00B2:66000000:vzcreate:101:root@pam!phoenix:"
        let request = ProxmoxRequest(.get, "/nodes/\("pve1")/tasks/\(task)/status")
        #expect(
            request.target
                == "/api2/json/nodes/pve1/tasks/UPID%3Apve1%3A0000A1%3A00B2%3A66000000%3Avzcreate%3A101%3Aroot%40pam%21phoenix%3A/status"
        )
        #expect(ProxmoxRequest(.get, "/storage/\("a/../b")").target == "/api2/json/storage/a%2F..%2Fb")
    }

    @Test("Parameters stand in the query where Proxmox takes no body, and otherwise in a form")
    func parameters() {
        let form: ProxmoxForm = ["description": "it's 5 % of ünïcode\n& more", "net0": "name=eth0,bridge=vmbr0"]
        let text =
            "description=it%27s%205%20%25%20of%20%C3%BCn%C3%AFcode%0A%26%20more&net0=name%3Deth0%2Cbridge%3Dvmbr0"
        for method in [ProxmoxRequest.Method.get, .delete] {
            let request = ProxmoxRequest(method, "/x", form)
            #expect((request.target, request.body) == ("/api2/json/x?\(text)", nil))
        }
        for method in [ProxmoxRequest.Method.post, .put] {
            let request = ProxmoxRequest(method, "/x", form)
            #expect((request.target, request.body) == ("/api2/json/x", Array(text.utf8)))
            #expect(ProxmoxRequest(method, "/x").body == [])
        }
        #expect(ProxmoxRequest(.delete, "/x").target == "/api2/json/x")
    }

    @Test("What is not given is not sent")
    func absent() {
        var form = ProxmoxForm()
        form.add("full", true)
        form.add("storage", String?.none)
        form.add("memory", 512)
        form.add("force", Bool?.none)
        #expect(form.encoded == "full=1&memory=512")
        #expect(form["memory"] == "512")
    }

    @Test("A call is shown without its parameters, which may be secret")
    func description() {
        let request = ProxmoxRequest(.post, "/access/ticket", ["password": "s3cret"])
        #expect("\(request)" == "POST /access/ticket")
    }
}

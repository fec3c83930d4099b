import ProxmoxAccess
import ProxmoxSchema
import Testing

struct EndpointTests {
    private func lookUp(_ method: String, _ path: String) throws -> EndpointLookup {
        try Tables.of(.version9_2).lookUp(method, path)
    }

    private func found(_ method: String, _ path: String) throws -> (path: String, parameters: [String: String])? {
        guard case .found(let endpoint, let parameters) = try lookUp(method, path) else { return nil }
        return (endpoint.path, parameters)
    }

    @Test("Every published endpoint is found by its own path", arguments: Profile.allCases)
    func all(_ profile: Profile) throws {
        let table = try Tables.of(profile)
        #expect(table.endpoints.count > 390)
        for endpoint in table.endpoints {
            let path = endpoint.path.replacing("{", with: "<").replacing("}", with: ">")
            guard case .found(let found, let parameters) = table.lookUp(endpoint.method, path) else {
                Issue.record("\(endpoint.method) \(path)")
                continue
            }
            #expect(found === endpoint)
            #expect(parameters.allSatisfy { $0.value == "<\($0.key)>" })
        }
    }

    @Test("Names in a path become parameters")
    func parameters() throws {
        let lookup = try #require(try found("PUT", "/nodes/pve1/lxc/100/config"))
        #expect(lookup.path == "/nodes/{node}/lxc/{vmid}/config")
        #expect(lookup.parameters == ["node": "pve1", "vmid": "100"])
    }

    @Test("A volume takes the rest of the path, slashes and colons included")
    func volume() throws {
        let lookup = try #require(
            try found("DELETE", "/nodes/pve1/storage/local/content/local:vztmpl/debian-12.tar.zst"))
        #expect(lookup.parameters["volume"] == "local:vztmpl/debian-12.tar.zst")
        let network = try #require(try found("GET", "/cluster/firewall/ipset/trusted/10.0.0.0/8"))
        #expect(network.parameters == ["name": "trusted", "cidr": "10.0.0.0/8"])
    }

    @Test("Empty parts are skipped")
    func slashes() throws {
        #expect(try found("GET", "//nodes///pve1/lxc/")?.path == "/nodes/{node}/lxc")
    }

    private func name(of lookup: EndpointLookup) -> String {
        switch lookup {
        case .found: "found"
        case .methodNotOnPath: "method not on path"
        case .unknownPath: "unknown path"
        }
    }

    @Test("A path without the method and an unknown path are told apart, with one message for both")
    func misses() throws {
        #expect(try name(of: lookUp("PATCH", "/version")) == "method not on path")
        #expect(try name(of: lookUp("GET", "/foo")) == "unknown path")
        #expect(try name(of: lookUp("GET", "/version/more")) == "unknown path")
        #expect(EndpointLookup.notImplemented(method: "GET", path: "/foo") == "Method 'GET /foo' not implemented")
    }

    @Test("What an endpoint demands and where it runs")
    func facts() throws {
        let table = try Tables.of(.version9_2)
        let execute = try #require(table.endpoint("POST", template: "/nodes/{node}/execute"))
        #expect(execute.permission == .rootOnly)
        let ticket = try #require(table.endpoint("POST", template: "/access/ticket"))
        #expect(!ticket.allowsToken)
        #expect(ticket.permission == .world)
        let create = try #require(table.endpoint("POST", template: "/nodes/{node}/lxc"))
        #expect(create.isProtected && create.proxiesToNode && create.allowsToken)
        let version = try #require(table.endpoint("GET", template: "/version"))
        #expect(!version.isProtected && !version.proxiesToNode)
    }
}

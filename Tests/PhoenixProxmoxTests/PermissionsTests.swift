import PhoenixModel
import PhoenixSimulator
import PhoenixSimulatorAPI
import PhoenixTestSupport
import ProxmoxAccess
import ProxmoxSchema
import Testing

@testable import PhoenixProxmox

@Suite("What Phoenix may do on a Proxmox cluster")
struct PermissionsTests {
    @Test("Is what Proxmox says of every path that was asked for, whoever asks", arguments: UInt64(1)...40)
    func exact(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        var server = try JoinedServer(Scenario.homelab)
        let access = try RandomAccess.control(&random, isPlain: false)
        server.api.change { $0.access = access }
        for token in RandomAccess.tokens {
            server.use(token: "\(token)=secret")
            let permissions = try await PermissionsObserver(server).observe(
                as: .token(token), version: ProxmoxVersion(9, 2), shellNodes: [], asking: RandomAccess.paths)
            for path in RandomAccess.paths {
                for name in RandomAccess.privileges {
                    #expect(
                        permissions.holds(name, on: path) == (try RandomAccess.holds(access, token, name, path)),
                        "seed \(seed): \(token) \(name) \(path)\n\(access.userConfiguration)")
                }
            }
        }
    }

    @Test(
        "Is what Proxmox says of paths that it does not tell, if roles reach below and give something",
        arguments: UInt64(1)...40)
    func inherited(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        var server = try JoinedServer(Scenario.homelab)
        let access = try RandomAccess.control(&random, isPlain: true)
        server.api.change { $0.access = access }
        for token in RandomAccess.tokens where token != "ann@pve!own" {
            server.use(token: "\(token)=secret")
            let permissions = try await PermissionsObserver(server).observe(
                as: .token(token), version: ProxmoxVersion(9, 2), shellNodes: [])
            for path in RandomAccess.paths + RandomAccess.deeperPaths {
                for name in RandomAccess.privileges {
                    #expect(
                        permissions.holds(name, on: path) == (try RandomAccess.holds(access, token, name, path)),
                        "seed \(seed): \(token) \(name) \(path)\n\(access.userConfiguration)")
                }
            }
        }
    }

    @Test("Is what Proxmox lets it do", arguments: UInt64(1)...20)
    func calls(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        var server = try JoinedServer(Scenario.homelab)
        let access = try RandomAccess.control(&random, isPlain: false)
        server.api.change { $0.access = access }
        for token in RandomAccess.tokens {
            server.use(token: "\(token)=secret")
            let permissions = try await PermissionsObserver(server).observe(
                as: .token(token), version: ProxmoxVersion(9, 2), shellNodes: [],
                asking: RandomAccess.calls.map(\.path))
            for call in RandomAccess.calls {
                let status = try await server.send(ProxmoxRequest(.get, call.request)).status
                #expect(
                    permissions.holds(call.privilege, on: call.path) == (status != 403),
                    "seed \(seed): \(token) \(call.request) answers \(status)\n\(access.userConfiguration)")
            }
        }
    }

    @Test("Root with its password may do everything, and its tokens what they are given")
    func root() async throws {
        var server = try JoinedServer(Scenario.homelab)
        let token = try await PermissionsObserver(server).observe(
            as: .token("root@pam!phoenix"), version: ProxmoxVersion(9, 2), shellNodes: [])
        #expect(token.holds(.allocate, on: "/vms/101"))
        #expect(!Requirement.administrator(on: "pve1", for: "device passthrough").isMet(by: token))
        try await server.logIn()
        let root = try await PermissionsObserver(server).observe(
            as: .root, version: ProxmoxVersion(9, 2), shellNodes: [])
        #expect(Requirement.administrator(on: "pve1", for: "device passthrough").isMet(by: root))
        #expect(!Requirement.nodeShell(on: "pve1", for: "raw lines").isMet(by: root))
    }

    @Test("The version is asked for as well", arguments: [(Profile.version9_2, 9, 2), (.version8_4, 8, 4)])
    func version(profile: Profile, major: Int, minor: Int) async throws {
        let version = try await PermissionsObserver(try JoinedServer(Scenario.homelab, profile: profile)).version()
        #expect(version == ProxmoxVersion(major, minor))
    }

    @Test("A refusal is a failure, and not a caller without rights")
    func refused() async throws {
        var server = try JoinedServer(Scenario.homelab)
        server.use(token: "nobody@pve!none=secret")
        let observer = PermissionsObserver(server)
        let failure = await #expect(throws: Failure.self) {
            try await observer.observe(as: .token("nobody@pve!none"), version: ProxmoxVersion(9, 2), shellNodes: [])
        }
        #expect(failure?.code == .hostForbidden)
    }
}

/// Access controls of users, groups, tokens and a pool, with roles here and there.
private enum RandomAccess {
    static let tokens = ["ann@pve!own", "ann@pve!full", "bob@pve!full", "root@pam!full"]
    static let paths: [ObjectPath] = [
        "/", "/vms", "/vms/100", "/vms/101", "/vms/102", "/storage", "/storage/local", "/nodes", "/nodes/pve1",
        "/sdn/zones/localnetwork", "/sdn/zones/localnetwork/vmbr0", "/sdn/zones/localnetwork/vmbr0/30",
        "/mapping/pci/gpu0",
    ]
    static let deeperPaths: [ObjectPath] = ["/vms/999", "/storage/other", "/nodes/pve9", "/mapping/pci/gpu7"]
    static let privileges: [PrivilegeName] = [
        .audit, .allocate, .power, .configDisk, .datastoreAudit, .datastoreAllocateSpace, .sdnUse, .sysAudit,
        .sysModify, .mappingUse,
    ]
    static let calls: [(request: ProxmoxPath, privilege: PrivilegeName, path: ObjectPath)] = [
        ("/nodes/pve1/lxc/100/config", .audit, "/vms/100"), ("/nodes/pve1/qemu/102/config", .audit, "/vms/102"),
        ("/nodes/pve1/status", .sysAudit, "/nodes/pve1"), ("/nodes/pve1/time", .sysAudit, "/nodes/pve1"),
        ("/cluster/status", .sysAudit, "/"),
    ]
    private static let members = ["ann@pve", "ann@pve!own", "bob@pve", "@ops", "@dev"]
    private static let roles = [
        "PVEAuditor", "PVEVMUser", "PVEVMAdmin", "PVEDatastoreUser", "Administrator", "PVESDNUser", "PVEMappingUser",
    ]

    /// - Parameter isPlain: only roles that give something and reach below, and none through groups or pools.
    static func control(_ random: inout SeededGenerator, isPlain: Bool) throws -> AccessControl {
        var lines = [
            "user:ann@pve:1:", "token:ann@pve!own:0:1:", "token:ann@pve!full:0:0:", "user:bob@pve:1:",
            "token:bob@pve!full:0:0:", "token:root@pam!full:0:0:", "group:ops:ann@pve,bob@pve:", "group:dev:bob@pve:",
            isPlain ? "pool:web::::" : "pool:web::100:local:",
        ]
        let roles = isPlain ? roles : roles + ["NoAccess"]
        let members = isPlain ? members.filter { !$0.hasPrefix("@") } : members
        let places = paths.map(\.text) + (isPlain ? [] : ["/pool/web"])
        for _ in 0..<random.number(0...9) {
            let reaches = isPlain || random.isLucky(0.7) ? 1 : 0
            guard let path = random.pick(places), let member = random.pick(members), let role = random.pick(roles)
            else { continue }
            lines.append("acl:\(reaches):\(path):\(member):\(role):")
        }
        var access = UserConfigurationReader(lines.joined(separator: "\n"), profile: .version9_2).access
        for token in tokens {
            let parts = token.split(separator: "!").map(String.init)
            try access.changeToken(parts[1], of: parts[0], TokenChange(), secret: "secret")
        }
        return access
    }

    /// What the simulated Proxmox itself answers to the question.
    static func holds(
        _ access: AccessControl, _ token: String, _ name: PrivilegeName, _ path: ObjectPath
    ) throws -> Bool {
        let identity = try #require(Identity(token))
        let privilege = try #require(Privilege(rawValue: name.text))
        return access.rights(of: identity).holds(privilege, on: path.text)
    }
}

import PhoenixModel
import PhoenixPlanner
import PhoenixPorts
import PhoenixSimulator
import PhoenixSimulatorAPI
import PhoenixTestSupport
import ProxmoxAccess
import ProxmoxSchema
import Testing

@testable import PhoenixProxmox

@Suite("The commands that give Phoenix what a repository needs")
struct AccessCommandTests {
    @Test("Are few and exact")
    func golden() async throws {
        var patient = try Patient(.version9_2, on: Scenario.homelab)
        patient.desired = wish([container(101, "web"), container(102, "mail")])
        let diagnosis = try await patient.examined()
        #expect(
            diagnosis.commands == [
                "pveum role add PhoenixNodes --privs 'Sys.Audit'",
                "pveum role add PhoenixNetworks --privs 'SDN.Use'",
                "pveum role add PhoenixStorages --privs 'Datastore.Audit'",
                "pveum role add PhoenixStorages2 --privs 'Datastore.AllocateSpace'",
                "pveum role add PhoenixGuests --privs 'VM.Allocate VM.Audit VM.Config.CPU VM.Config.Disk VM.Config.Memory "
                    + "VM.Config.Network VM.Config.Options VM.PowerMgmt'",
                "pveum user add phoenix@pve", "pveum user token add phoenix@pve phoenix --privsep 0",
                "pveum acl modify /nodes --users phoenix@pve --roles PhoenixNodes",
                "pveum acl modify /sdn/zones/localnetwork/vmbr0 --users phoenix@pve --roles PhoenixNetworks --propagate 0",
                "pveum acl modify /storage/local --users phoenix@pve --roles PhoenixStorages",
                "pveum acl modify /storage/local-lvm --users phoenix@pve --roles PhoenixStorages2",
                "pveum acl modify /vms/101 --users phoenix@pve --roles PhoenixGuests",
                "pveum acl modify /vms/102 --users phoenix@pve --roles PhoenixGuests",
            ])
    }

    @Test("Let images be fetched where a guest needs one that the commit says where to find")
    func downloads() async throws {
        var patient = try Patient(.version9_2, on: Scenario.homelab)
        patient.desired = wish([container(101, "web", image: alpineImage)], images: [alpineImage: alpineSource])
        let commands = try await patient.examined().commands
        #expect(commands.contains("pveum role add PhoenixNodes --privs 'Sys.AccessNetwork Sys.Audit'"))
        #expect(
            commands.contains("pveum role add PhoenixStorages --privs 'Datastore.AllocateTemplate Datastore.Audit'"))
        #expect(commands.contains("pveum acl modify /storage/local --users phoenix@pve --roles PhoenixStorages"))
    }

    @Test(
        "Make a token that passes the examination and can make every change",
        arguments: [Profile.version9_2, .version8_4])
    func suffice(profile: Profile) async throws {
        var patient = try Patient(profile, on: Scenario.homelab)
        patient.desired = Self.fleet
        let access = try applied(try await patient.examined().commands, profile)

        var cluster = Scenario.homelab
        cluster.access = access
        var trial = try RightsTrial(profile, on: cluster)
        let diagnosis = try await examined(patient, cluster, profile)
        let rights = try #require(diagnosis.findings.first { $0.title == "rights" })
        #expect(rights.verdict == .ok, "\(rights)")

        var observed = try await SimulatedHost(cluster).observe()
        observed.authority = .limited(try await permissions(cluster, profile))
        let next = plan(Self.fleet, observed)
        #expect(next.blocked.isEmpty, "\(next.blocked)")
        #expect(Set(next.steps.map(\.guest.id)).count == Self.fleet.guests.count)
        for case .change(let submission) in next.steps.map(\.action) {
            let answers = try await trial.make(submission.change)
            #expect(answers.allSatisfy { $0.status == 200 }, "\(submission.change): \(answers)")
        }
    }

    @Test("Give nothing that is not missed without it", arguments: [Profile.version9_2, .version8_4])
    func minimal(profile: Profile) async throws {
        var patient = try Patient(profile, on: Scenario.homelab)
        patient.desired = Self.fleet
        let commands = try await patient.examined().commands
        for (place, command) in commands.enumerated() where command.hasPrefix("pveum role add") {
            let words = Self.words(command)
            let privileges = words[5].split(separator: " ").map(String.init)
            for privilege in privileges {
                var fewer = commands
                let rest = privileges.filter { $0 != privilege }.joined(separator: " ")
                fewer[place] = "pveum role add \(words[3]) --privs '\(rest)'"
                var cluster = Scenario.homelab
                cluster.access = try applied(fewer, profile)
                let diagnosis = try await examined(patient, cluster, profile)
                let rights = try #require(diagnosis.findings.first { $0.title == "rights" })
                #expect(
                    rights.verdict == .failed && rights.detail.contains(privilege), "\(words[3]) without \(privilege)")
            }
        }
    }

    @Test("Are run again after a change: roles that are there are changed, and the account is the one that asks")
    func again() async throws {
        var patient = try Patient(.version9_2, on: Scenario.homelab)
        patient.desired = wish([container(101, "web")])
        let first = try await patient.examined().commands
        var cluster = Scenario.homelab
        cluster.access = try applied(first, .version9_2)
        let second = try await examined(patient, cluster, .version9_2).commands
        #expect(second.count == first.count - 2)
        #expect(second[0] == "pveum role modify PhoenixNodes --privs 'Sys.Audit'")
        #expect(second.last?.contains("--users phoenix@pve --tokens 'phoenix@pve!phoenix'") == true)
    }

    @Test("Give replaceable guests their rights above all guests, where they last")
    func replaceable() async throws {
        var patient = try Patient(.version9_2, on: Scenario.homelab)
        patient.desired = wish([
            container(101, "web", rules: GuestRules(allowsReplacement: true)), container(102, "mail"),
        ])
        let commands = try await patient.examined().commands
        #expect(commands.contains("pveum acl modify /vms --users phoenix@pve --roles PhoenixGuests"))
        #expect(!commands.contains { $0.contains("/vms/101") })
        #expect(commands.contains { $0.contains("/vms/102") })
    }

    /// Containers and machines with every setting that does not need the node's shell.
    private static let fleet: DesiredState = {
        let rule = FirewallRules.Rule(direction: .in, action: .ACCEPT, protocol: "tcp", ports: "22")
        let lan = NetworkInterface(name: "eth0", bridge: "vmbr0", address: .dhcp, vlan: 30)
        let base = container(900, "base", outcome: .template, also: [.abilities(["nesting"])])
        let web = container(
            101, "web", cloneOf: 900, memory: 4096, disk: 16, lifecycleSnapshots: true,
            also: [
                .swap(mebibytes: 256), .network(index: 0, lan), .nameservers(["10.0.0.2"]), .startAtBoot(true),
                .startup(StartupOrder(order: 3, delaySeconds: 5)), .abilities(["nesting"]),
                .firewall(FirewallRules(isEnabled: true, rules: [rule])),
                .volume(index: 0, Volume(storage: "local-lvm", sizeGibibytes: 4, mountPath: "/data")),
            ])
        var vm = machine(102, "vm", outcome: .runningWithSnapshot("clean"))
        vm.configuration.set(.device(index: 0, .mappedPCI(mapping: "gpu1")))
        vm.configuration.set(.startup(StartupOrder(order: 1, delaySeconds: nil)))
        vm.configuration.set(.cloudInit(CloudInit(user: "ops")))
        let copy = machine(103, "copy", cloneOf: 104, memory: 4096, disk: 40)
        let small = container(105, "small", image: alpineImage)
        return wish(
            [base, web, vm, copy, machine(104, "original", outcome: .template), small],
            images: [alpineImage: alpineSource])
    }()

    private func examined(_ patient: Patient, _ cluster: Cluster, _ profile: Profile) async throws -> Diagnosis {
        var patient = patient
        var server = try JoinedServer(cluster, profile: profile)
        server.use(token: "phoenix@pve!phoenix=secret")
        patient.server = StagedServer(inner: server)
        patient.caller = .token("phoenix@pve!phoenix")
        return try await patient.examined()
    }

    private func permissions(_ cluster: Cluster, _ profile: Profile) async throws -> Permissions {
        var server = try JoinedServer(cluster, profile: profile)
        server.use(token: "phoenix@pve!phoenix=secret")
        let observer = PermissionsObserver(server)
        return try await observer.observe(
            as: .token("phoenix@pve!phoenix"), version: try await observer.version(), shellNodes: ["pve1"])
    }

    /// A new access control on which these commands were run.
    private func applied(_ commands: [String], _ profile: Profile) throws -> AccessControl {
        var access = AccessControl(profile: profile == .version9_2 ? .version9_2 : .version8_4)
        for command in commands {
            let words = Self.words(command)
            let options = Dictionary(
                uniqueKeysWithValues: words.indices.filter { words[$0].hasPrefix("--") }.map {
                    (String(words[$0].dropFirst(2)), words[$0 + 1])
                })
            switch words[1...].prefix(while: { !$0.hasPrefix("/") && !$0.hasPrefix("--") }).prefix(3).joined(
                separator: " ")
            {
            case _ where words[1] == "role" && words[2] == "add":
                try access.addRole(words[3], privileges: try #require(options["privs"]))
            case "user token add":
                try access.addToken(
                    words[5], of: words[4], TokenChange(hasSeparatePrivileges: options["privsep"] != "0"),
                    secret: "secret")
            case _ where words[1] == "user" && words[2] == "add": try access.addUser(words[3], UserChange())
            case "acl modify":
                try access.changeAccessList(
                    AccessListChange(
                        path: words[3], roles: try #require(options["roles"]), users: try #require(options["users"]),
                        propagates: options["propagate"] != "0"))
            default: Issue.record("a command that this test does not know: \(command)")
            }
        }
        return access
    }

    /// A line as a shell reads it: what stands between apostrophes is one word.
    private static func words(_ line: String) -> [String] {
        line.split(separator: "'", omittingEmptySubsequences: false).enumerated().flatMap { place, part in
            place.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
        }
    }
}

import PhoenixModel
import PhoenixPlanner
import ProxmoxSchema
import Testing

@testable import PhoenixProxmox

/// The planner's table of what changes need, against Proxmox's own checks.
@Suite("What each change needs on Proxmox")
struct RequirementTests {
    @Test("Is enough, and nothing of it is too much", arguments: [Profile.version9_2, .version8_4])
    func sufficientAndMinimal(profile: Profile) async throws {
        let trial = try RightsTrial(profile)
        for (name, change) in Self.changes {
            let needed = requirements(of: change, before: try await trial.before(change), version: trial.version)
            let grants = needed.fewestGrants
            let answers = try await trial.answers(to: change, holding: grants)
            #expect(answers.allSatisfy { $0.status == 200 }, "\(name): \(answers) with \(grants)")
            for (path, names) in grants {
                for privilege in names {
                    var less = grants
                    less[path]?.remove(privilege)
                    let refused = try await trial.answers(to: change, holding: less)
                    #expect(
                        refused.contains { $0.status == 403 }, "\(name) without \(privilege) on \(path): \(refused)")
                }
            }
        }
    }

    @Test("Is root's own where no role gives it", arguments: [Profile.version9_2, .version8_4])
    func administrator(profile: Profile) async throws {
        let trial = try RightsTrial(profile)
        let everything: Grants = ["/": Set(PrivilegeName.everything(trial.version))]
        for (name, change) in Self.administratorsChanges {
            let needed = requirements(of: change, before: try await trial.before(change), version: trial.version)
            #expect(needed.contains { if case .administrator("pve1", _) = $0 { true } else { false } }, "\(name)")
            let answers = try await trial.answers(to: change, holding: everything)
            #expect(
                answers.contains { $0.status == 403 && $0.message.contains("only allowed for root@pam") },
                "\(name): \(answers)")
            let root = try await trial.answersToRoot(for: change)
            #expect(root.allSatisfy { $0.status == 200 }, "\(name): \(root)")
        }
    }

    @Test("Is the node's shell where no API has it")
    func nodeShell() throws {
        for setting in [
            Setting.rawOption(key: "lxc.apparmor.profile", values: ["unconfined"]),
            .identifierMaps([IdentifierMap(kind: .user, containerID: 0, hostID: 100_000, count: 65_536)]),
        ] {
            let change = Change.configure(Self.web, set: [setting], unset: [])
            let before = GuestBefore(configuration: Configuration(), isUnprivileged: true)
            let needed = requirements(of: change, before: before, version: ProxmoxVersion(9, 2))
            #expect(needed.contains { if case .nodeShell("pve1", _) = $0 { true } else { false } })
            let order = try ConfigWriter(kind: .container, next: ConfigText()).order(setting: [setting], unsetting: [])
            #expect(!order.changesConfig)
        }
    }

    @Test("Says something of every kind of change, and of every setting of each kind of guest")
    func complete() {
        var operations: Set<Change.Operation> = []
        var keys: [GuestKind: Set<SettingKey>] = [:]
        let shellOnly: [SettingKey] = [.identifierMaps, .rawOption("lxc.apparmor.profile")]
        for (_, change) in Self.changes + Self.administratorsChanges {
            operations.insert(change.operation)
            if case .configure(let guest, let set, let unset) = change {
                keys[guest.kind, default: []].formUnion(set.map(\.key) + unset)
            }
        }
        #expect(operations == Set(Change.Operation.allCases))
        #expect(
            keys[.container, default: []].union(shellOnly).isSuperset(of: [
                .name, .cores, .memory, .swap, .mount(0), .network(0), .nameservers, .searchDomain, .device(0),
                .abilities, .identifierMaps, .startAtBoot, .startup, .firewall,
            ]))
        #expect(
            keys[.machine, default: []].isSuperset(of: [
                .name, .cores, .memory, .mount(0), .network(0), .nameservers, .searchDomain, .device(0), .startAtBoot,
                .startup, .agent, .cloudInit, .firewall,
            ]))
    }

    private static let web = guest(101, .container)
    private static let old = guest(103, .container)
    private static let vm = guest(102, .machine)
    private static let gpu = guest(104, .machine)

    private static let changes: [(name: String, change: Change)] = containerSettings + machineSettings + operations

    private static let containerSettings: [(name: String, change: Change)] =
        sharedSettings(of: web) + [
            ("swap", .configure(web, set: [.swap(mebibytes: 256)], unset: [])),
            ("nesting", .configure(web, set: [.abilities(["nesting"])], unset: [])),
            ("no nesting", .configure(guest(108, .container), set: [], unset: [.abilities])),
            ("keyctl stays", .configure(old, set: [.abilities(["keyctl"])], unset: [])),
            (
                "volume",
                .configure(
                    web,
                    set: [.volume(index: 0, Volume(storage: "shared", sizeGibibytes: 4, mountPath: "/data"))],
                    unset: [])
            ),
            (
                "mount path",
                .configure(
                    old,
                    set: [.volume(index: 0, Volume(storage: "shared", sizeGibibytes: 4, mountPath: "/srv"))],
                    unset: [])
            ),
            ("no volume", .configure(old, set: [], unset: [.mount(0)])),
            ("out of its VLAN", .configure(old, set: [network("vmbr1")], unset: [])),
            ("no network", .configure(old, set: [], unset: [.network(0)])),
            ("no nameserver", .configure(old, set: [], unset: [.nameservers])),
        ]

    private static let machineSettings: [(name: String, change: Change)] =
        sharedSettings(of: vm) + [
            ("agent", .configure(vm, set: [.agent(true)], unset: [])),
            ("cloud-init", .configure(vm, set: [.cloudInit(CloudInit(user: "ops"))], unset: [])),
            ("mapped device", .configure(vm, set: [.device(index: 0, .mappedPCI(mapping: "gpu1"))], unset: [])),
            ("other device", .configure(gpu, set: [.device(index: 0, .mappedPCI(mapping: "gpu1"))], unset: [])),
            ("no device", .configure(gpu, set: [], unset: [.device(0)])),
            (
                "disk", .configure(vm, set: [.volume(index: 0, Volume(storage: "shared", sizeGibibytes: 4))], unset: [])
            ),
            ("no disk", .configure(gpu, set: [], unset: [.mount(0)])),
        ]

    private static func sharedSettings(of guest: GuestReference) -> [(name: String, change: Change)] {
        let rule = FirewallRules.Rule(direction: .in, action: .ACCEPT, protocol: "tcp", ports: "22")
        let settings: [Setting] = [
            .name("new"), .cores(3), .memory(mebibytes: 4096), network("vmbr1"), network("vmbr0", vlan: 30),
            .nameservers(["10.0.0.2"]), .searchDomain("lab.example"), .startAtBoot(true),
            .startup(StartupOrder(order: 3, delaySeconds: nil)),
            .firewall(FirewallRules(isEnabled: true, rules: [rule])),
        ]
        return settings.map { ("\($0) of \(guest)", .configure(guest, set: [$0], unset: [])) }
    }

    private static let operations: [(name: String, change: Change)] =
        [web, vm].flatMap { guest in
            [
                ("mark \(guest)", .mark(guest, Mark(fleet: "lab", guest: guest.id))),
                ("grow \(guest)", .grow(guest, key: .rootDisk, sizeGibibytes: 40)),
                ("start \(guest)", .start(guest)), ("shut down \(guest)", .shutDown(guest, timeoutSeconds: 10)),
                ("restart \(guest)", .restart(guest, timeoutSeconds: 10)),
                ("snapshot \(guest)", .snapshot(guest, "clean")),
                ("template \(guest)", .makeTemplate(guest)), ("destroy \(guest)", .destroy(guest)),
                ("copy \(guest)", clone(of: guest, .full(storage: "shared"))),
                ("copy in place \(guest)", clone(of: guest, .full(storage: nil))),
            ]
        } + [
            ("download", .download(download)),
            ("create a container", .create(creation(.container))), ("create a machine", .create(creation(.machine))),
            ("create a privileged container", .create(creation(.container, isUnprivileged: false))),
            ("copy of two disks", clone(of: old, .full(storage: nil))),
            ("linked clone", clone(of: guest(107, .container), .linked)),
            ("grow a volume", .grow(old, key: .mount(0), sizeGibibytes: 9)),
            ("migrate", .migrate(guest(105, .container), to: "pve2")),
        ]

    private static let administratorsChanges: [(name: String, change: Change)] = [
        ("device", .configure(web, set: [.device(index: 0, .node(path: "/dev/nvidia0", mode: "0666"))], unset: [])),
        ("no device", .configure(old, set: [], unset: [.device(0)])),
        ("keyctl", .configure(web, set: [.abilities(["keyctl", "nesting"])], unset: [])),
        ("no keyctl", .configure(old, set: [.abilities(["nesting"])], unset: [])),
        ("nesting of a privileged one", .configure(guest(106, .container), set: [.abilities(["nesting"])], unset: [])),
        (
            "bind mount",
            .configure(
                web, set: [.bindMount(index: 0, BindMount(hostPath: "/tank", containerPath: "/data"))], unset: [])
        ),
    ]

    private static func guest(_ number: Int, _ kind: GuestKind) -> GuestReference {
        guard let id = GuestID(number) else { preconditionFailure("\(number) is no guest id") }
        return GuestReference(id: id, kind: kind, node: "pve1")
    }

    private static func network(_ bridge: BridgeName, vlan: Int? = nil) -> Setting {
        .network(index: 0, NetworkInterface(bridge: bridge, address: .dhcp, vlan: vlan))
    }

    private static func clone(of source: GuestReference, _ mode: Cloning.Mode) -> Change {
        let new = guest(200, source.kind)
        return .clone(
            Cloning(
                source: source, snapshot: nil, guest: new, name: "copy", mode: mode,
                mark: Mark(fleet: "lab", guest: new.id)))
    }

    private static var download: Download {
        guard let checksum = Checksum("sha256:" + String(repeating: "a", count: 64)) else {
            preconditionFailure("this is a checksum")
        }
        return Download(
            guest: guest(200, .container), volume: "local:vztmpl/alpine.tar.xz",
            source: ImageSource(url: "https://images.example/alpine.tar.xz", checksum: checksum))
    }

    private static func creation(_ kind: GuestKind, isUnprivileged: Bool = true) -> Creation {
        let new = guest(200, kind)
        var configuration = Configuration([
            .name("new"), .cores(2), .memory(mebibytes: 1024),
            .rootDisk(Volume(storage: "local-lvm", sizeGibibytes: 8)),
            network("vmbr0", vlan: 12), .nameservers(["10.0.0.2"]), .startAtBoot(true),
        ])
        if kind == .container {
            configuration.set(.swap(mebibytes: 256))
            configuration.set(.volume(index: 0, Volume(storage: "shared", sizeGibibytes: 4, mountPath: "/data")))
            if isUnprivileged { configuration.set(.abilities(["nesting"])) }
        } else {
            configuration.set(.agent(true))
            configuration.set(.cloudInit(CloudInit(user: "ops")))
            configuration.set(.device(index: 0, .mappedPCI(mapping: "gpu0")))
            configuration.set(.startup(StartupOrder(order: 1, delaySeconds: nil)))
        }
        let image =
            kind == .container
            ? "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst" : "local:import/noble-server-cloudimg-amd64.qcow2"
        return Creation(
            guest: new, image: image, isUnprivileged: isUnprivileged, configuration: configuration,
            mark: Mark(fleet: "lab", guest: new.id))
    }
}

extension PrivilegeName {
    /// Every privilege that a version knows and that has to do with guests.
    fileprivate static func everything(_ version: ProxmoxVersion) -> [PrivilegeName] {
        [
            .datastoreAllocateSpace, .datastoreAllocateTemplate, .datastoreAudit, .mappingUse, .sdnUse, .sysAudit,
            .sysModify, .allocate, .audit,
            .clone, .configCloudInit, .configDisk, .configHardware, .configMemory, .configNetwork, .configOptions,
            .configProcessor, .migrate, .power, .snapshot, .agentCommands(version), "Sys.Console", "VM.Config.CDROM",
        ]
    }
}

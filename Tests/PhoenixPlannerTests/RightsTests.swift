import PhoenixModel
import PhoenixPlanner
import PhoenixTestSupport
import Testing

/// Plans for a host that does not let Phoenix do everything.
@Suite struct RightsTests {
    @Test(
        "A right that is missing blocks its guest before anything starts, and whatever waits for it; the rest goes on")
    func missing() {
        let fleet = wish([
            container(101, "web"), container(102, "shop", after: [101]), container(103, "mail"),
        ])
        let next = plan(fleet, limited { $0["/vms/101"]?["VM.Config.Memory"] = nil })
        #expect(
            transcript(next) == """
                103/create because it is not on the host
                103/start because it is stopped
                103/answer because nothing can be done inside before it answers
                103/mark because what was applied travels with the guest
                101 defined: blocked missingRight: Phoenix's account lacks VM.Config.Memory on /vms/101
                102 defined: waits for 101
                """)
        #expect(
            obstacle(next, 101)?.remedy == """
                run 'pveum acl modify /vms/101 --users phoenix@pve --tokens 'phoenix@pve!phoenix' --roles ROLE', where ROLE is a \
                role with these privileges: 'phoenix doctor' prints it
                """)
        #expect(inconsistencies(of: next, seeing: limited { _ in }) == [])
    }

    @Test("Everything that is missing is said at once")
    func several() {
        let next = plan(
            wish([container(101, "web")]),
            limited {
                $0["/vms/101"]?["VM.Config.Memory"] = nil
                $0["/vms/101"]?["VM.Config.CPU"] = nil
                $0["/storage/local-lvm"] = [:]
                $0["/sdn/zones/localnetwork/vmbr0"] = [:]
            })
        #expect(
            obstacle(next, 101)?.message == """
                Phoenix's account lacks VM.Config.CPU, VM.Config.Memory on /vms/101; Datastore.AllocateSpace on /storage/local-lvm; \
                SDN.Use on /sdn/zones/localnetwork/vmbr0
                """)
    }

    @Test("A guest that needs nothing of what is missing is not held up")
    func unaffected() {
        let fleet = wish([container(101, "web")])
        var plain = PlainHost(limited { _ in })
        plain.perform(plan(fleet, plain.state))
        var observed = plain.state
        observed.authority = .limited(Permissions(caller: .user("phoenix@pve"), version: ProxmoxVersion(9, 2)))
        #expect(plan(fleet, observed).isConverged)
    }

    @Test(
        "What the API leaves to root's password goes through the node's shell, or is blocked",
        arguments: [
            Setting.device(index: 0, .node(path: "/dev/nvidia0", mode: nil)), .abilities(["keyctl", "nesting"]),
            .bindMount(index: 0, BindMount(hostPath: "/tank", containerPath: "/data")),
            .rawOption(key: "lxc.apparmor.profile", values: ["unconfined"]),
            .identifierMaps([IdentifierMap(kind: .user, containerID: 0, hostID: 100_000, count: 65_536)]),
        ])
    func administrator(setting: Setting) {
        let fleet = wish([container(101, "web", outcome: .template, also: [setting]), container(102, "mail")])
        let with = limited(shells: ["pve1"]) { _ in }
        #expect(plan(fleet, with).blocked.isEmpty)
        let without = limited(shells: ["pve2"]) { _ in }
        let next = plan(wish([fleet.guests[0]]), without)
        #expect(next.isEmpty)
        #expect(obstacle(next, 101)?.kind == .needsNodeShell)
        #expect(obstacle(next, 101)?.remedy.contains("shell of node pve1") == true)
    }

    @Test("Root's own password does for them, but not for raw lines and for commands in containers")
    func root() {
        let device = Setting.device(index: 0, .node(path: "/dev/nvidia0", mode: nil))
        let raw = Setting.rawOption(key: "lxc.apparmor.profile", values: ["unconfined"])
        var observed = limited { _ in }
        observed.authority = .limited(Permissions(caller: .root, version: ProxmoxVersion(9, 2)))
        let next = plan(
            wish([
                container(101, "gpu", outcome: .template, also: [device]),
                container(102, "raw", outcome: .template, also: [raw]), container(103, "web"),
            ]), observed)
        #expect(
            transcript(next) == """
                101/create because it is not on the host
                101/mark because what was applied travels with the guest
                101/template because the commit wants a template
                102 defined: blocked needsNodeShell: it needs the shell of node pve1 for the raw line 'lxc.apparmor.profile', \
                which no API of Proxmox has
                103 defined: blocked needsNodeShell: it needs the shell of node pve1 for commands inside containers
                """)
    }

    @Test("A clone inherits what only root can give")
    func inherited() {
        let gpu = Setting.device(index: 0, .node(path: "/dev/nvidia0", mode: nil))
        let base = container(900, "base", outcome: .template, also: [gpu])
        let clone = container(101, "web", cloneOf: 900, outcome: .template, also: [gpu])
        let all = limited(shells: ["pve1"]) { _ in }
        var plain = PlainHost(all)
        plain.perform(plan(wish([base]), all))
        guard case .limited(var permissions) = all.authority else { return }
        permissions.shellNodes = []
        plain = PlainHost(with(plain.state, .limited(permissions)))
        let next = plan(wish([base, clone]), plain.state)
        #expect(next.blocked.isEmpty)
        #expect(next.steps.first?.id.text == "101/clone")
    }

    @Test("A machine is entered with the agent's right, whose name depends on the version")
    func agent() {
        for (version, name) in [
            (ProxmoxVersion(9, 2), "VM.GuestAgent.Unrestricted"), (ProxmoxVersion(8, 4), "VM.Monitor"),
        ] {
            let all = limited(version: version) { _ in }
            #expect(plan(wish([machine(101, "vm")]), all).blocked.isEmpty)
            let less = limited(version: version) { $0["/vms/101"]?[PrivilegeName(name)] = nil }
            #expect(
                obstacle(plan(wish([machine(101, "vm")]), less), 101)?.message.hasSuffix("\(name) on /vms/101") == true)
        }
    }

    @Test("What is given on a guest's own path does not help to make it anew, as it is forgotten with the guest")
    func replacement() {
        let rules = GuestRules(allowsReplacement: true)
        var plain = PlainHost(limited { _ in })
        plain.perform(plan(wish([container(101, "web", disk: 20, rules: rules)]), plain.state))
        let next = plan(wish([container(101, "web", disk: 8, rules: rules)]), plain.state)
        #expect(next.isEmpty)
        #expect(obstacle(next, 101)?.message.contains("VM.Allocate") == true)
        #expect(obstacle(next, 101)?.remedy.hasPrefix("run 'pveum acl modify /vms --users") == true)
        let above = limited { granted in
            granted["/vms"] = granted["/vms/101"]
        }
        let better = plan(wish([container(101, "web", disk: 8, rules: rules)]), with(plain.state, above.authority))
        #expect(better.steps.map(\.id.text).contains("101/create"))
    }

    @Test("An orphan that may not be removed stays, and the next one goes")
    func orphans() {
        var plain = PlainHost(limited { _ in })
        plain.perform(plan(wish([container(101, "a"), container(102, "b"), container(103, "c")]), plain.state))
        let less = limited { $0["/vms/102"]?["VM.Allocate"] = nil }
        let next = plan(
            wish([container(101, "a")], policy: Policy(prune: .destroy)), with(plain.state, less.authority))
        #expect(
            transcript(next) == """
                103/shut-down because it is gone from the commit (policy.prune is destroy)
                103/destroy because it is gone from the commit (policy.prune is destroy)
                102 completed: orphaned
                102 completed: blocked missingRight: Phoenix's account lacks VM.Allocate on /vms/102
                103 completed: orphaned
                """)
    }

    @Test("A bridge of a software-defined network may be given in its own zone")
    func zones() {
        let next = plan(
            wish([container(101, "web", outcome: .template)]),
            limited {
                $0["/sdn/zones/localnetwork/vmbr0"] = [:]
                $0["/sdn/zones/lab/vmbr0"] = ["SDN.Use": true]
            })
        #expect(next.blocked.isEmpty)
    }

    private func obstacle(_ plan: Plan, _ guest: Int) -> Obstacle? {
        for case .blocked(let obstacle)? in plan.guests.filter({ $0.id == id(guest) }).map(\.conditions.last) {
            return obstacle
        }
        return nil
    }

    private func with(_ state: ObservedState, _ authority: Authority) -> ObservedState {
        var state = state
        state.authority = authority
        return state
    }

    /// A host on which Phoenix's token holds all that guests 101 to 103 and 900 need, each on its own path, less what is taken.
    private func limited(
        version: ProxmoxVersion = ProxmoxVersion(9, 2), shells: Set<NodeName> = ["pve1"],
        less take: (inout [ObjectPath: [PrivilegeName: Bool]]) -> Void
    ) -> ObservedState {
        let names: [PrivilegeName] = [
            .audit, .allocate, .clone, .configProcessor, .configMemory, .configDisk, .configNetwork, .configOptions,
            .configHardware, .power, .snapshot, .agentCommands(version),
        ]
        let guest = Dictionary(uniqueKeysWithValues: names.map { ($0, true) })
        var granted: [ObjectPath: [PrivilegeName: Bool]] = [
            "/storage/local": [.datastoreAudit: true],
            "/storage/local-lvm": [.datastoreAllocateSpace: true],
            "/sdn/zones/localnetwork/vmbr0": [.sdnUse: true],
        ]
        for number in [101, 102, 103, 900] { granted[.guest(id(number))] = guest }
        take(&granted)
        var state = host([node(devices: ["/dev/nvidia0"])])
        state.authority = .limited(
            Permissions(
                caller: .token("phoenix@pve!phoenix"), version: version, granted: granted, shellNodes: shells))
        return state
    }
}

import PhoenixModel
import Testing

@testable import PhoenixSimulator

@Suite("Settings of simulated guests")
struct ConfigurationTests {
    let container = Given.container(101)
    let machine = Given.machine(201)

    static let firewall = Setting.firewall(
        FirewallRules(
            isEnabled: true,
            rules: [.init(direction: .in, action: .ACCEPT, protocol: "tcp", ports: "80,443", comment: "web")]))

    static let containerSettings: [Setting] = [
        .name("web"), .cores(4), .memory(mebibytes: 4096), .swap(mebibytes: 0),
        .volume(index: 0, Volume(storage: "local-lvm", sizeGibibytes: 10, mountPath: "/data")),
        .bindMount(index: 1, BindMount(hostPath: "/srv/models", containerPath: "/models", isReadOnly: true)),
        .network(
            index: 1,
            NetworkInterface(
                name: "lan1", bridge: "vmbr0", hardwareAddress: "BC:24:11:00:00:AA", address: .fixed("10.1.0.5/16"),
                gateway: "10.1.0.1", vlan: 12, isFirewalled: true)),
        .nameservers(["1.1.1.1", "9.9.9.9"]), .searchDomain("lab.example"),
        .device(index: 0, .node(path: "/dev/nvidia0", mode: "0666")), .abilities(["keyctl", "mount=nfs", "nesting"]),
        .startAtBoot(true), .startup(StartupOrder(order: 3, delaySeconds: 20)),
        .identifierMaps([IdentifierMap(kind: .user, containerID: 1000, hostID: 1000, count: 1)]),
        .rawOption(key: "lxc.apparmor.profile", values: ["unconfined"]),
        .rawOption(key: "lxc.mount.auto", values: ["cgroup:rw", "proc:rw"]), firewall,
    ]

    static let machineSettings: [Setting] = [
        .name("vm"), .cores(8), .memory(mebibytes: 8192),
        .volume(index: 0, Volume(storage: "local-lvm", sizeGibibytes: 20)),
        .network(
            index: 1, NetworkInterface(bridge: "vmbr0", address: .fixed("10.1.0.6/16"), gateway: "10.1.0.1", vlan: 5)),
        .nameservers(["1.1.1.1"]), .searchDomain("lab.example"), .device(index: 0, .mappedPCI(mapping: "gpu0")),
        .startAtBoot(true), .startup(StartupOrder(order: 1, delaySeconds: nil)), .agent(true),
        .cloudInit(CloudInit(user: "admin", authorizedKeys: ["ssh-ed25519 AAAA+/= a@b"])), firewall,
    ]

    func cluster(with reference: GuestReference) throws -> Cluster {
        var cluster = Scenario.homelab
        try cluster.settle(Given.creation(reference))
        return cluster
    }

    @Test("A stopped container takes each setting, shows it again, and loses it", arguments: containerSettings)
    func container(takes setting: Setting) throws {
        try takesShowsLoses(setting, container)
    }

    @Test("A stopped machine takes each setting, shows it again, and loses it", arguments: machineSettings)
    func machine(takes setting: Setting) throws {
        try takesShowsLoses(setting, machine)
    }

    private func takesShowsLoses(_ setting: Setting, _ reference: GuestReference) throws {
        var cluster = try cluster(with: reference)
        let set = Change.configure(reference, set: [setting], unset: [])
        #expect(try cluster.ask(set) == .done)
        let observed = try cluster.seen(reference)
        #expect(observed.configuration[setting.key].map(setting.isFulfilled) == true)
        #expect(observed.pending.isEmpty)
        let file = cluster.file(reference)
        #expect(try cluster.ask(set) == .done)
        #expect(cluster.file(reference) == file, "the same wish changes nothing")

        let unset = Change.configure(reference, set: [], unset: [setting.key])
        if reference.kind == .container, setting.key == .memory {
            let refused = try failure { () throws(Failure) in try cluster.ask(unset) }
            #expect(refused.causes == ["unable to delete required option 'memory'"])
            return
        }
        #expect(try cluster.ask(unset) == .done)
        #expect(try cluster.seen(reference).configuration[setting.key] != setting)
        let without = cluster.file(reference)
        #expect(try cluster.ask(unset) == .done)
        #expect(cluster.file(reference) == without)
    }

    @Test("A kind refuses what it cannot take")
    func refusals() throws {
        var cluster = try cluster(with: container)
        try cluster.settle(Given.creation(machine))
        let wrong: [(GuestReference, Setting)] = [
            (container, .agent(true)), (container, .cloudInit(CloudInit())),
            (container, .device(index: 0, .mappedPCI(mapping: "gpu0"))), (machine, .swap(mebibytes: 1)),
            (machine, .abilities(["nesting"])), (machine, .device(index: 0, .node(path: "/dev/nvidia0", mode: nil))),
            (machine, .bindMount(index: 0, BindMount(hostPath: "/a", containerPath: "/b"))),
            (machine, .rawOption(key: "lxc.mount.auto", values: ["x"])), (machine, .identifierMaps([])),
            (container, .rawOption(key: "args", values: ["x"])),
            (machine, .network(index: 0, NetworkInterface(name: "eth0", bridge: "vmbr0"))),
        ]
        for (reference, setting) in wrong {
            let refused = try failure { () throws(Failure) in
                try cluster.ask(.configure(reference, set: [setting], unset: []))
            }
            #expect(refused.code == .refused, "\(setting)")
        }
        let missing = try failure { () throws(Failure) in
            let device = Setting.device(index: 0, .node(path: "/dev/missing", mode: nil))
            try cluster.ask(.configure(container, set: [device], unset: []))
        }
        #expect(missing.causes == ["Device /dev/missing does not exist"])
        let directory = try failure { () throws(Failure) in
            let volume = Setting.volume(index: 0, Volume(storage: "local", sizeGibibytes: 1, mountPath: "/d"))
            try cluster.ask(.configure(container, set: [volume], unset: []))
        }
        #expect(directory.causes == ["storage 'local' does not allow content type 'rootdir' (Container)"])
    }

    @Test("A running container takes at once what Proxmox can, and the rest with its restart")
    func containerPending() throws {
        var cluster = try cluster(with: container)
        let first = Setting.volume(index: 0, Volume(storage: "local-lvm", sizeGibibytes: 10, mountPath: "/data"))
        try cluster.ask(.configure(container, set: [first], unset: []))
        try cluster.boot(container)
        let live: [Setting] = [
            .name("web"), .cores(4), .memory(mebibytes: 4096), .swap(mebibytes: 0), .startAtBoot(true),
            .startup(StartupOrder(order: 3, delaySeconds: nil)),
            .network(index: 1, NetworkInterface(name: "lan1", bridge: "vmbr0", address: .dhcp)),
            .volume(index: 2, Volume(storage: "local-lvm", sizeGibibytes: 1, mountPath: "/new")),
            .device(index: 0, .node(path: "/dev/nvidia0", mode: nil)), Self.firewall,
        ]
        try cluster.ask(.configure(container, set: live, unset: []))
        let taken = try cluster.seen(container)
        #expect(taken.pending.isEmpty)
        for setting in live { #expect(taken.configuration[setting.key].map(setting.isFulfilled) == true) }

        let late: [Setting] = [
            .abilities(["nesting"]), .nameservers(["1.1.1.1"]),
            .device(index: 0, .node(path: "/dev/nvidia1", mode: nil)),
            .rawOption(key: "lxc.mount.auto", values: ["cgroup:rw"]),
            .identifierMaps([IdentifierMap(kind: .user, containerID: 0, hostID: 0, count: 1)]),
        ]
        let change = Change.configure(container, set: late, unset: [.mount(0)])
        try cluster.ask(change)
        let waiting = try cluster.seen(container)
        #expect(waiting.pending.changed.all == Configuration(late).all)
        #expect(waiting.pending.removed == [.mount(0)])
        #expect(waiting.configuration[.abilities] == .abilities([]))
        #expect(waiting.configuration[.mount(0)] == first)
        #expect(cluster.file(container).contains("\n[pve:pending]\ndelete: mp0\ndev0: /dev/nvidia1\n"))
        let file = cluster.file(container)
        #expect(try cluster.ask(change) == .done)
        #expect(cluster.file(container) == file)

        try cluster.settle(.restart(container, timeoutSeconds: 60))
        let restarted = try cluster.seen(container)
        #expect(restarted.pending.isEmpty)
        for setting in late { #expect(restarted.configuration[setting.key] == setting) }
        #expect(restarted.configuration[.mount(0)] == nil)
        #expect(cluster.file(container).contains("unused0: local-lvm:vm-101-disk-1\n"))
    }

    @Test("A running machine takes its name and networks at once, memory and devices with its restart")
    func machinePending() throws {
        var cluster = try cluster(with: machine)
        try cluster.boot(machine)
        let live: [Setting] = [
            .name("web"), .startAtBoot(true), .network(index: 1, NetworkInterface(bridge: "vmbr0", vlan: 7)),
        ]
        let late: [Setting] = [
            .cores(8), .memory(mebibytes: 4096), .agent(false), .device(index: 0, .mappedPCI(mapping: "gpu1")),
            .cloudInit(CloudInit(user: "x")),
        ]
        try cluster.ask(.configure(machine, set: live + late, unset: []))
        let seen = try cluster.seen(machine)
        #expect(seen.pending.changed.keys == late.map(\.key).sorted())
        for setting in live { #expect(seen.configuration[setting.key].map(setting.isFulfilled) == true) }
        try cluster.settle(.restart(machine, timeoutSeconds: 60))
        #expect(try cluster.seen(machine).pending.isEmpty)
    }

    @Test("A setting taken back before the restart waits no more")
    func takenBack() throws {
        var cluster = try cluster(with: container)
        try cluster.boot(container)
        try cluster.ask(.configure(container, set: [.abilities(["nesting"])], unset: []))
        try cluster.ask(.configure(container, set: [.abilities([])], unset: []))
        #expect(try cluster.seen(container).pending.isEmpty)
    }

    @Test("A missing bridge is met by the start of a new container, and at once by a running one")
    func missingBridge() throws {
        var cluster = Scenario.homelab
        let lost = Setting.network(index: 0, NetworkInterface(name: "eth0", bridge: "vmbr9"))
        try cluster.settle(Given.creation(container, [lost]))
        let atStart = try failure { () throws(Failure) in try cluster.settle(.start(container)) }
        #expect(atStart.code == .taskFailed)
        #expect(atStart.causes.first == "bridge 'vmbr9' does not exist")
        try cluster.ask(.configure(container, set: [Given.network], unset: []))
        try cluster.boot(container)
        let file = cluster.file(container)
        let hotplug = try failure { () throws(Failure) in
            try cluster.ask(.configure(container, set: [lost], unset: []))
        }
        #expect(hotplug.causes == ["net0: unable to hotplug net0: bridge 'vmbr9' does not exist"])
        #expect(cluster.file(container) == file)
    }

    @Test("A mapped device belongs to one running machine")
    func deviceInUse() throws {
        var cluster = Scenario.homelab
        let gpu = Setting.device(index: 0, .mappedPCI(mapping: "gpu0"))
        for number in [201, 202] { try cluster.settle(Given.creation(Given.machine(number), [gpu])) }
        try cluster.boot(machine)
        let second = try failure { () throws(Failure) in try cluster.settle(.start(Given.machine(202))) }
        #expect(second.causes.first == "PCI device 'gpu0' already in use by VMID '201'")
        try cluster.settle(.shutDown(machine, timeoutSeconds: 60))
        try cluster.settle(.start(Given.machine(202)))
    }

    @Test("The mark is written around what people wrote, and tags stay")
    func mark() throws {
        var cluster = Scenario.homelab
        try cluster.perform(.takeNumber(container.id, kind: .container, node: "pve1", name: "theirs"))
        cluster.guests[container.id]?.file.current.description = "my notes"
        cluster.guests[container.id]?.file.current["tags"] = "web;alpha"
        try cluster.ask(.mark(container, Given.mark(101)), fence: .adopting)
        let seen = try cluster.seen(container)
        #expect(seen.mark == Given.mark(101))
        #expect(cluster.file(container).hasPrefix("#my notes\n"))
        #expect(cluster.file(container).contains("tags: alpha;phoenix;web\n"))
        #expect(try cluster.ask(.mark(container, Given.mark(101)), fence: .adopting) == .done)
    }
}

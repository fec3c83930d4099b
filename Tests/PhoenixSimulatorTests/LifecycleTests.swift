import PhoenixModel
import Testing

@testable import PhoenixSimulator

@Suite("A guest's life on the simulated cluster")
struct LifecycleTests {
    let container = Given.container(101)
    let machine = Given.machine(201)

    @Test("A container is created, locked while it is made, and then as it was wished")
    func create() throws {
        var cluster = Scenario.homelab
        let acceptance = try cluster.ask(Given.creation(container))
        guard case .task(let task) = acceptance else { return #expect(Bool(false), "a creation is a task") }
        #expect(task.text.hasPrefix("UPID:pve1:000003E8:"))
        #expect(task.text.hasSuffix(":vzcreate:101:root@pam:"))
        let begun = try cluster.seen(container)
        #expect(begun.lock == "create")
        #expect(begun.mark == Given.mark(101), "a guest half made is recognised")
        #expect(try cluster.observe().runningTasks.map(\.operation) == [.create])

        try cluster.end(task)
        let made = try cluster.seen(container)
        #expect(made.lock == nil)
        #expect(made.power == .stopped)
        #expect(made.configuration[.rootDisk] == .rootDisk(Volume(storage: "local-lvm", sizeGibibytes: 8)))
        #expect(made.configuration[.memory] == .memory(mebibytes: 1024))
        let wish = Given.network
        #expect(made.configuration[.network(0)].map(wish.isFulfilled) == true)
        #expect(cluster.now == Cluster.epoch.adding(seconds: 2))
        #expect(cluster.file(container).contains("rootfs: local-lvm:vm-101-disk-0,size=8G\n"))
        #expect(cluster.file(container).contains("unprivileged: 1\n"))
        #expect(cluster.file(container).contains(",type=veth\n"))
    }

    @Test("A machine is created from a cloud image with its cloud-init drive")
    func createMachine() throws {
        var cluster = Scenario.homelab
        let cloudInit = Setting.cloudInit(CloudInit(user: "admin", authorizedKeys: ["ssh-ed25519 AAAA admin@lab"]))
        try cluster.settle(Given.creation(machine, [cloudInit, .device(index: 0, .mappedPCI(mapping: "gpu0"))]))
        let made = try cluster.seen(machine)
        #expect(made.configuration[.cloudInit] == cloudInit)
        #expect(made.configuration[.agent] == .agent(true))
        #expect(made.configuration[.device(0)] == .device(index: 0, .mappedPCI(mapping: "gpu0")))
        #expect(made.configuration[.rootDisk] == .rootDisk(Volume(storage: "local-lvm", sizeGibibytes: 8)))
        #expect(cluster.file(machine).contains("ide2: local-lvm:vm-201-cloudinit,media=cdrom\n"))
        #expect(cluster.file(machine).contains("ipconfig0: ip=dhcp\n"))
    }

    @Test("A guest starts, answers after its boot, restarts and stops")
    func power() throws {
        var cluster = Scenario.homelab
        try cluster.settle(Given.creation(container))
        try cluster.settle(.start(container))
        #expect(try cluster.seen(container).power == .running)
        let early = try failure { () throws(Failure) in
            _ = try cluster.execute(.answer, in: container, id: "a1")
        }
        #expect(early.code == .guestNotReady)
        #expect(early.disposition == .wait(seconds: 2))
        cluster.advance(to: cluster.now.adding(seconds: 2))
        #expect(try cluster.exitCode(of: .answer, in: container, id: "a2") == 0)
        #expect(try cluster.exitCode(of: Given.run(.install("docker")), in: container, id: "i1") == 0)

        try cluster.settle(.restart(container, timeoutSeconds: 60))
        #expect(cluster.guests[container.id]?.interior.boots == 2)
        try cluster.settle(.shutDown(container, timeoutSeconds: 60))
        #expect(try cluster.seen(container).power == .stopped)
        let stopped = try failure { () throws(Failure) in
            _ = try cluster.execute(.answer, in: container, id: "a3")
        }
        #expect(stopped.code == .guestNotReady)
        #expect(stopped.disposition == .retry)
    }

    @Test("A template has base volumes, cannot start, and gives linked clones")
    func template() throws {
        var cluster = Scenario.homelab
        try cluster.settle(Given.creation(container))
        try cluster.settle(.makeTemplate(container))
        #expect(cluster.file(container).contains("local-lvm:base-101-disk-0"))
        let refused = try failure { () throws(Failure) in try cluster.settle(.start(container)) }
        #expect(refused.code == .taskFailed)
        #expect(refused.causes.first == "you can't start a CT if it's a template")

        let clone = Given.container(102)
        try cluster.settle(Given.clone(of: container, to: clone, .linked))
        let seen = try cluster.seen(clone)
        #expect(seen.mark == Given.mark(102))
        #expect(seen.configuration.name == "copy102")
        #expect(!seen.isTemplate)
        #expect(seen.diskBases == [])
        // LVM-thin keeps no template for its clones' sake.
        try cluster.settle(.destroy(container))
        try cluster.settle(.destroy(clone))
        #expect(cluster.guests.isEmpty)
        #expect(cluster.storages["local-lvm"]?.availableGibibytes(on: "pve1") == 2048)
    }

    @Test("Where names show what a linked clone rests on, its template is kept, and it stays on its node")
    func boundClones() throws {
        var cluster = Scenario.cluster.keepingDisks(on: .zfs)
        try cluster.settle(Given.creation(container))
        try cluster.settle(.makeTemplate(container))
        let clone = Given.container(102)
        try cluster.settle(Given.clone(of: container, to: clone, .linked))
        #expect(cluster.file(clone).contains("local-lvm:basevol-101-disk-0/subvol-102-disk-0"))
        #expect(try cluster.seen(clone).diskBases == [DiskBase(guest: container.id, storage: "local-lvm")])
        let inUse = try failure { () throws(Failure) in try cluster.settle(.destroy(container)) }
        #expect(inUse.causes.first == "base volume 'local-lvm:basevol-101-disk-0' is still in use by linked clones")
        let bound = try failure { () throws(Failure) in try cluster.settle(.migrate(clone, to: "pve2")) }
        #expect(
            bound.causes.first
                == "can't migrate local volume 'local-lvm:basevol-101-disk-0/subvol-102-disk-0': "
                + "clone of 'basevol-101-disk-0'")
        // What it leaves behind is its clones', and nothing keeps the copy.
        try cluster.settle(.migrate(container, to: "pve2"))
        let moved = GuestReference(id: container.id, kind: .container, node: "pve2")
        try cluster.settle(.destroy(moved))
        try cluster.settle(.destroy(clone))
        #expect(cluster.guests.isEmpty)
    }

    @Test("While a container is cloned, source and copy are locked")
    func cloneLocks() throws {
        var cluster = Scenario.homelab
        try cluster.settle(Given.creation(container))
        let copy = Given.container(102)
        guard case .task(let task) = try cluster.ask(Given.clone(of: container, to: copy, .full(storage: nil))) else {
            return #expect(Bool(false), "a clone is a task")
        }
        #expect(task.text.hasSuffix(":vzclone:101:root@pam:"), "its UPID names the source")
        #expect(try cluster.observe().runningTasks.map(\.guest) == [copy.id])
        #expect(try cluster.seen(container).lock == "disk")
        #expect(try cluster.seen(copy).lock == "create")
        let second = try failure { () throws(Failure) in
            try cluster.ask(Given.clone(of: container, to: Given.container(103), .full(storage: nil)))
        }
        #expect(second.code == .locked)
        #expect(second.disposition == .wait(seconds: 4), "1.1 s and 0.3 s for each GiB")
        #expect(second.causes == ["CT is locked (disk)"])
        cluster.advance(to: cluster.now.adding(seconds: 4))
        #expect(try cluster.seen(container).lock == nil)
        #expect(try cluster.seen(copy).lock == nil)
    }

    @Test("A machine's source carries no lock while it is cloned, and is held all the same")
    func machineCloneLocks() throws {
        var cluster = Scenario.homelab
        try cluster.settle(Given.creation(machine))
        try cluster.ask(Given.clone(of: machine, to: Given.machine(202), .full(storage: nil)))
        #expect(try cluster.seen(machine).lock == nil)
        #expect(try cluster.seen(Given.machine(202)).lock == "clone")
        let held = try failure { () throws(Failure) in try cluster.ask(.destroy(machine)) }
        #expect(held.code == .locked)
    }

    @Test("A running container is fully cloned from a snapshot only, with the snapshot's inside")
    func cloneOfRunning() throws {
        var cluster = Scenario.homelab
        try cluster.settle(Given.creation(container))
        try cluster.boot(container)
        #expect(try cluster.exitCode(of: Given.run(.install("docker")), in: container, id: "1") == 0)
        try cluster.settle(.snapshot(container, "with-docker"))
        #expect(try cluster.exitCode(of: Given.run(.install("nvidia")), in: container, id: "2") == 0)
        let copy = Given.container(102)
        let refused = try failure { () throws(Failure) in
            try cluster.ask(Given.clone(of: container, to: copy, .full(storage: nil)))
        }
        #expect(refused.causes == ["Full clone of a running container is only possible from a snapshot"])
        try cluster.settle(Given.clone(of: container, "with-docker", to: copy, .full(storage: nil)))
        try cluster.boot(copy)
        #expect(try cluster.exitCode(of: Given.run(.check("docker")), in: copy, id: "3") == 0)
        #expect(try cluster.exitCode(of: Given.run(.check("nvidia")), in: copy, id: "4") == 1)
        #expect(try cluster.seen(copy).snapshots.isEmpty)
        let addresses = try [container, copy].map { try cluster.seen($0).configuration.networks[0].hardwareAddress }
        #expect(addresses[0] != addresses[1])
    }

    @Test("A guest moves to another node with its disks")
    func migrate() throws {
        var cluster = Scenario.cluster
        try cluster.settle(Given.creation(container))
        try cluster.boot(container)
        try cluster.settle(.migrate(container, to: "pve2"))
        let moved = Given.container(101, on: "pve2")
        #expect(try cluster.seen(moved).reference == moved)
        #expect(try cluster.seen(moved).power == .running)
        #expect(cluster.storages["local-lvm"]?.availableGibibytes(on: "pve1") == 2048)
        #expect(cluster.storages["local-lvm"]?.availableGibibytes(on: "pve2") == 2040)
        let elsewhere = try failure { () throws(Failure) in try cluster.ask(.start(container)) }
        #expect(elsewhere.code == .conflict)
        #expect(elsewhere.causes == ["Configuration file 'nodes/pve1/lxc/101.conf' does not exist"])
    }

    @Test("Disks grow, and never shrink")
    func grow() throws {
        var cluster = Scenario.homelab
        try cluster.settle(Given.creation(container))
        try cluster.settle(.grow(container, key: .rootDisk, sizeGibibytes: 20))
        #expect(try cluster.seen(container).configuration.rootDisk?.sizeGibibytes == 20)
        let refused = try failure { () throws(Failure) in
            try cluster.ask(.grow(container, key: .rootDisk, sizeGibibytes: 10))
        }
        #expect(refused.causes == ["unable to shrink disk size"])
        #expect(cluster.storages["local-lvm"]?.availableGibibytes(on: "pve1") == 2028)
    }
}

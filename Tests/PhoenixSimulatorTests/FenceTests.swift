import PhoenixModel
import Testing

@testable import PhoenixSimulator

@Suite("Changes that are sent twice, fenced, or in each other's way")
struct FenceTests {
    let container = Given.container(101)
    let machine = Given.machine(201)

    /// Every kind of change, with what has to be there before.
    static let operations: [Change.Operation] = Change.Operation.allCases

    private func change(_ operation: Change.Operation, _ guest: GuestReference) -> Change {
        switch operation {
        case .download: Given.download(for: guest)
        case .create: Given.creation(guest)
        case .clone: Given.clone(of: guest, to: copy(of: guest), .full(storage: nil))
        case .configure: .configure(guest, set: [.memory(mebibytes: 4096), .nameservers(["1.1.1.1"])], unset: [.cores])
        case .mark: .mark(guest, Mark(fleet: Given.fleet, guest: guest.id, isProtected: true))
        case .grow: .grow(guest, key: .rootDisk, sizeGibibytes: 12)
        case .start: .start(guest)
        case .shutDown: .shutDown(guest, timeoutSeconds: 60)
        case .restart: .restart(guest, timeoutSeconds: 60)
        case .snapshot: .snapshot(guest, "twice")
        case .makeTemplate: .makeTemplate(guest)
        case .migrate: .migrate(guest, to: "pve2")
        case .destroy: .destroy(guest)
        }
    }

    private func copy(of guest: GuestReference) -> GuestReference {
        guest.kind == .container ? Given.container(102) : Given.machine(202)
    }

    private func prepared(for operation: Change.Operation, _ guest: GuestReference) throws -> Cluster {
        var cluster = Scenario.cluster
        if operation != .create { try cluster.settle(Given.creation(guest)) }
        if [.shutDown, .restart].contains(operation) {
            try cluster.boot(guest)
            _ = try cluster.execute(Given.run(.install("x")), in: guest, id: "used")
        }
        return cluster
    }

    @Test("Sent again while it works, a change joins its task; sent again later, it is done", arguments: operations)
    func twice(_ operation: Change.Operation) throws {
        for guest in [container, machine] {
            var cluster = try prepared(for: operation, guest)
            let change = change(operation, guest)
            let first = try cluster.ask(change)
            #expect(try cluster.ask(change) == first, "\(guest) while it works")
            if case .task(let task) = first { try cluster.end(task) }
            let files = cluster.guestsByNumber.map(\.file.text)
            let boots = cluster.guestsByNumber.map(\.interior.boots)
            let uses = cluster.storagesByName.map { $0.availableGibibytes(on: "pve1") }
            #expect(try cluster.ask(change) == .done, "\(guest) after it ended")
            #expect(cluster.guestsByNumber.map(\.file.text) == files)
            #expect(cluster.guestsByNumber.map(\.interior.boots) == boots)
            #expect(cluster.storagesByName.map { $0.availableGibibytes(on: "pve1") } == uses)
        }
    }

    @Test("A number that is taken by a stranger is fenced, for both kinds and both ways to make a guest")
    func foreignNumber() throws {
        var cluster = Scenario.homelab
        try cluster.settle(Given.creation(Given.container(100)))
        try cluster.perform(.takeNumber(container.id, kind: .machine, node: "pve1", name: "theirs"))
        for change in [
            Given.creation(container), Given.clone(of: Given.container(100), to: container, .full(storage: nil)),
        ] {
            let fenced = try failure { () throws(Failure) in try cluster.ask(change) }
            #expect(fenced.code == .fenced)
            #expect(fenced.causes == ["VM 101 already exists on node 'pve1'"])
        }
    }

    @Test("A guest without its mark, or with another's, is left alone")
    func marked() throws {
        var cluster = Scenario.homelab
        try cluster.settle(Given.creation(container))
        let other = Fence.marked("other", container.id, claim: nil)
        #expect(try failure { () throws(Failure) in try cluster.ask(.start(container), fence: other) }.code == .fenced)
        try cluster.perform(.removeMark(container.id))
        for change in [
            Change.start(container), .destroy(container), .configure(container, set: [.cores(1)], unset: []),
        ] {
            #expect(try failure { () throws(Failure) in try cluster.ask(change) }.code == .fenced)
        }
        #expect(!cluster.file(container).contains("phoenix"))
        let wrong = Mark(fleet: "other", guest: container.id)
        try cluster.ask(.mark(container, wrong), fence: .adopting)
        let adopted = try failure { () throws(Failure) in
            try cluster.ask(.mark(container, Given.mark(101)), fence: .adopting)
        }
        #expect(adopted.code == .fenced)
    }

    @Test("A guest that is gone: destroying it is done, anything else is not found")
    func gone() throws {
        var cluster = Scenario.homelab
        #expect(try cluster.ask(.destroy(container)) == .done)
        let start = try failure { () throws(Failure) in try cluster.ask(.start(container)) }
        #expect(start.code == .notFound)
        #expect(start.causes == ["Configuration file 'nodes/pve1/lxc/101.conf' does not exist"])
        let node = try failure { () throws(Failure) in try cluster.ask(.start(Given.container(101, on: "pve9"))) }
        #expect(node.code == .notFound)
    }

    @Test("A locked guest says by what, and how long if a task holds it")
    func locked() throws {
        var cluster = Scenario.homelab
        try cluster.settle(Given.creation(container))
        try cluster.perform(.lock(container.id, reason: "backup"))
        let backup = try failure { () throws(Failure) in try cluster.ask(.start(container)) }
        #expect(backup.code == .locked)
        #expect(backup.causes == ["CT is locked (backup)"])
        #expect(backup.disposition == .retry)
        try cluster.perform(.unlock(container.id))
        try cluster.ask(.start(container))
        let working = try failure { () throws(Failure) in
            try cluster.ask(.configure(container, set: [.cores(1)], unset: []))
        }
        #expect(working.causes == ["can't lock file '/run/lock/lxc/pve-config-101.lock' - got timeout"])
        #expect(working.disposition == .wait(seconds: 1))
    }

    @Test("What Proxmox refuses at once, and what only the task meets")
    func errorsSplit() throws {
        var cluster = Scenario.homelab
        try cluster.settle(Given.creation(container))
        try cluster.boot(container)
        let running = try failure { () throws(Failure) in try cluster.ask(.destroy(container)) }
        #expect(running.causes == ["unable to destroy CT 101 - container is running"])
        let reserved = try failure { () throws(Failure) in try cluster.ask(.snapshot(container, "current")) }
        #expect(reserved.causes == ["unable to use snapshot name 'current' (reserved name)"])
        let template = try failure { () throws(Failure) in try cluster.ask(.makeTemplate(container)) }
        #expect(template.causes == ["you can't convert a CT to template if the CT is running"])
        try cluster.settle(.shutDown(container, timeoutSeconds: 60))
        let linked = try failure { () throws(Failure) in
            try cluster.ask(Given.clone(of: container, to: Given.container(102), .linked))
        }
        #expect(linked.causes == ["Linked clone feature for 'rootfs' is not available"])

        let image = Creation(
            guest: Given.container(103), image: "local:vztmpl/none.tar.zst", isUnprivileged: true,
            configuration: Configuration([.rootDisk(Volume(storage: "local-lvm", sizeGibibytes: 1))]),
            mark: Given.mark(103))
        let acceptance = try cluster.ask(.create(image))
        guard case .task(let task) = acceptance else { return #expect(Bool(false), "the task meets it") }
        let missing = try failure { () throws(Failure) in try cluster.end(task) }
        #expect(missing.causes.first == "unable to create CT 103 - volume 'local:vztmpl/none.tar.zst' does not exist")
        #expect(cluster.guests[Given.id(103)] == nil, "file and disks are removed again")
        #expect(cluster.storages["local-lvm"]?.availableGibibytes(on: "pve1") == 2040)
    }

    @Test("A full storage fails the task and leaves nothing behind")
    func noSpace() throws {
        var cluster = Scenario.homelab
        let huge = Setting.rootDisk(Volume(storage: "local-lvm", sizeGibibytes: 5000))
        let full = try failure { () throws(Failure) in try cluster.settle(Given.creation(container, [huge])) }
        #expect(full.code == .noCapacity)
        #expect(full.causes[0].contains("insufficient free space: 2048g < 5000g"))
        #expect(cluster.guests.isEmpty)
    }

    @Test("Files cannot be snapshotted under containers; bind mounts neither")
    func snapshotAbilities() throws {
        var cluster = Scenario.cluster
        let shared = Setting.rootDisk(Volume(storage: "shared", sizeGibibytes: 8))
        try cluster.settle(Given.creation(container, [shared]))
        #expect(cluster.file(container).contains("rootfs: shared:101/vm-101-disk-0.raw,size=8G"))
        let refused = try failure { () throws(Failure) in try cluster.settle(.snapshot(container, "one")) }
        #expect(refused.causes.first == "snapshot feature is not available")
        try cluster.settle(Given.creation(machine, [shared]))
        try cluster.settle(.snapshot(machine, "one"))
    }
}

import PhoenixModel
import PhoenixPorts
import PhoenixSimulator
import Testing

/// Snapshots, templates and copies, as every host has to make them.
@Suite("Contract: copies", .leavesNothing)
struct CopyTests {
    @Test("Snapshots are seen in their order, and made once", arguments: StagingKind.available)
    func snapshots(_ kind: StagingKind) async throws {
        for guestKind in GuestKind.allCases {
            let host = try await kind.make()
            let guest = try host.reference(0, guestKind)
            try await host.make(guest)
            try await host.done(.snapshot(guest, "zero"), host.fence(guest))
            await host.clock.sleep(until: await host.clock.now().adding(seconds: 2))
            try await host.done(.snapshot(guest, "alpha"), host.fence(guest))
            #expect(try await host.seen(guest.id)?.snapshots == ["zero", "alpha"])
            #expect(try await host.submit(.snapshot(guest, "zero"), host.fence(guest)) == .done)
        }
    }

    @Test(
        "A template is made in a task that can be followed, and gives linked copies", arguments: StagingKind.available)
    func linkedCopy(_ kind: StagingKind) async throws {
        for guestKind in GuestKind.allCases {
            let host = try await kind.make()
            let (source, copy) = (try host.reference(0, guestKind), try host.reference(1, guestKind))
            try await host.make(source)
            try await host.done(.makeTemplate(source), host.fence(source))
            #expect(try await host.seen(source.id)?.isTemplate == true)
            #expect(try await host.submit(.makeTemplate(source), host.fence(source)) == .done)

            let cloning = Cloning(
                source: source, snapshot: nil, guest: copy, name: "copy", mode: .linked, mark: host.mark(copy))
            #expect(try await host.done(.clone(cloning), .vacant))
            let seen = try #require(try await host.seen(copy.id))
            #expect(seen.mark == cloning.mark)
            #expect(seen.configuration.name == "copy")
            #expect(!seen.isTemplate && seen.lock == nil && seen.power == .stopped)
            #expect(try await host.submit(.clone(cloning), .vacant) == .done)
        }
    }

    @Test(
        "A linked copy shows whose disks it shares, and keeps those until it is gone", arguments: StagingKind.simulated)
    func sharedDisks(_ kind: StagingKind) async throws {
        for guestKind in GuestKind.allCases {
            let host = try await kind.make(Scenario.homelab.keepingDisks(on: .zfs))
            let (source, copy) = (try host.reference(0, guestKind), try host.reference(1, guestKind))
            try await host.make(source)
            try await host.done(.makeTemplate(source), host.fence(source))
            let cloning = Cloning(
                source: source, snapshot: nil, guest: copy, name: "copy", mode: .linked, mark: host.mark(copy))
            try await host.done(.clone(cloning), .vacant)
            #expect(try await host.seen(source.id)?.diskBases == [])
            #expect(
                try await host.seen(copy.id)?.diskBases == [DiskBase(guest: source.id, storage: host.storage)])
            await #expect(throws: Failure.self) { try await host.done(.destroy(source), host.fence(source)) }
            try await host.done(.destroy(copy), host.fence(copy))
            try await host.done(.destroy(source), host.fence(source))
            #expect(try await host.seen(source.id) == nil)
        }
    }

    @Test("A full copy comes from a snapshot of a guest that runs", arguments: StagingKind.available)
    func fullCopy(_ kind: StagingKind) async throws {
        let host = try await kind.make()
        let (source, copy) = (try host.reference(), try host.reference(1))
        try await host.make(source)
        try await host.done(.snapshot(source, "base"), host.fence(source))
        try await host.done(.start(source), host.fence(source))
        let cloning = Cloning(
            source: source, snapshot: "base", guest: copy, name: "copy", mode: .full(storage: host.storage),
            mark: host.mark(copy))
        try await host.done(.clone(cloning), .vacant)
        let seen = try #require(try await host.seen(copy.id))
        #expect(seen.mark == cloning.mark)
        #expect(seen.configuration.rootDisk?.sizeGibibytes == 2)
        #expect(seen.snapshots.isEmpty)
    }

    @Test("A copy under way is at work on the new guest, also beside another one", arguments: StagingKind.simulated)
    func underWay(_ kind: StagingKind) async throws {
        for guestKind in GuestKind.allCases {
            let host = try await kind.make()
            let source = try host.reference(0, guestKind)
            try await host.make(source)
            try await host.done(.makeTemplate(source), host.fence(source))
            let copies = [try host.reference(1, guestKind), try host.reference(2, guestKind)]
            var tasks: Set<TaskID> = []
            for copy in copies {
                let cloning = Cloning(
                    source: source, snapshot: nil, guest: copy, name: "copy", mode: .full(storage: nil),
                    mark: host.mark(copy))
                if case .task(let task) = try await host.submit(.clone(cloning), .vacant) { tasks.insert(task) }
                let seen = try await host.driver.observe(Interest()).runningTasks
                let own = seen.filter { $0.guest == copy.id }
                #expect(!own.isEmpty && own.allSatisfy { $0.operation == .clone && tasks.contains($0.id) }, "\(seen)")
                guard guestKind == .machine else { break }
            }
        }
    }
}

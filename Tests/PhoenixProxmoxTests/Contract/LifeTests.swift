import PhoenixModel
import PhoenixPorts
import Testing

/// A guest's life, as every host has to allow it.
@Suite("Contract: life", .leavesNothing)
struct LifeTests {
    @Test("A container is made as it is wished for, stopped, with its mark", arguments: StagingKind.available)
    func creation(_ kind: StagingKind) async throws {
        let host = try await kind.make()
        let guest = try host.reference()
        let creation = host.creation(of: guest)
        #expect(try await host.seen(guest.id) == nil)
        #expect(try await host.done(.create(creation), .vacant))

        let seen = try #require(try await host.seen(guest.id))
        #expect(seen.reference == guest)
        #expect(seen.mark == creation.mark)
        #expect(seen.power == .stopped)
        #expect(!seen.isTemplate && seen.isUnprivileged && seen.lock == nil && seen.pending.isEmpty)
        #expect(seen.configuration.fulfils(creation.configuration))
    }

    @Test("A creation that is sent again finds itself done", arguments: StagingKind.available)
    func creationTwice(_ kind: StagingKind) async throws {
        let host = try await kind.make()
        let guest = try host.reference()
        try await host.make(guest)
        #expect(try await host.submit(.create(host.creation(of: guest)), .vacant) == .done)
    }

    @Test("A machine comes from a cloud image, and its disk is grown", arguments: StagingKind.available)
    func machine(_ kind: StagingKind) async throws {
        let host = try await kind.make()
        let guest = try host.reference(0, .machine)
        let creation = host.creation(
            of: guest,
            also: [.agent(true), .cloudInit(CloudInit(user: "ops", authorizedKeys: ["ssh-ed25519 AAAA ops@home"]))])
        try await host.done(.create(creation), .vacant)
        try await host.done(.grow(guest, key: .rootDisk, sizeGibibytes: 8), host.fence(guest))
        let seen = try #require(try await host.seen(guest.id))
        #expect(seen.configuration.fulfils(creation.configuration))
        #expect(seen.mark == creation.mark)
        #expect(try await !host.done(.grow(guest, key: .rootDisk, sizeGibibytes: 8), host.fence(guest)))
    }

    @Test("Power is turned on, over and off; what is so already is done", arguments: StagingKind.available)
    func power(_ kind: StagingKind) async throws {
        for guestKind in GuestKind.allCases {
            let host = try await kind.make()
            let guest = try host.reference(0, guestKind)
            try await host.make(guest)
            #expect(try await host.done(.start(guest), host.fence(guest)))
            #expect(try await host.seen(guest.id)?.power == .running)
            #expect(try await !host.done(.start(guest), host.fence(guest)))
            try await host.done(.restart(guest, timeoutSeconds: 30), host.fence(guest))
            #expect(try await host.seen(guest.id)?.power == .running)
            #expect(try await host.done(.shutDown(guest, timeoutSeconds: 30), host.fence(guest)))
            #expect(try await host.seen(guest.id)?.power == .stopped)
            try await host.done(.shutDown(guest, timeoutSeconds: 30), host.fence(guest))
            #expect(try await host.seen(guest.id)?.power == .stopped)
        }
    }

    @Test("A restart of a guest that stands still starts it", arguments: StagingKind.available)
    func restartOfStopped(_ kind: StagingKind) async throws {
        for guestKind in GuestKind.allCases {
            let host = try await kind.make()
            let guest = try host.reference(0, guestKind)
            try await host.make(guest)
            try await host.done(.restart(guest, timeoutSeconds: 30), host.fence(guest))
            #expect(try await host.seen(guest.id)?.power == .running)
        }
    }

    @Test("A guest is destroyed once, and is gone then", arguments: StagingKind.available)
    func destruction(_ kind: StagingKind) async throws {
        let host = try await kind.make()
        let guest = try host.reference()
        try await host.make(guest)
        #expect(try await host.done(.destroy(guest), host.fence(guest)))
        #expect(try await host.seen(guest.id) == nil)
        #expect(try await host.submit(.destroy(guest), host.fence(guest)) == .done)
    }

    @Test("A disk grows to its size, once", arguments: StagingKind.available)
    func growth(_ kind: StagingKind) async throws {
        let host = try await kind.make()
        let guest = try host.reference()
        try await host.make(guest)
        let grow = Change.grow(guest, key: .rootDisk, sizeGibibytes: 5)
        #expect(try await host.done(grow, host.fence(guest)))
        #expect(try await host.seen(guest.id)?.configuration.rootDisk?.sizeGibibytes == 5)
        #expect(try await host.submit(grow, host.fence(guest)) == .done)
    }

    @Test("A task that the host does not know has vanished", arguments: StagingKind.available)
    func unknownTask(_ kind: StagingKind) async throws {
        let host = try await kind.make()
        let task = TaskID("UPID:\(host.node):000F4240:0000ABCD:6744A1B2:vzstart:7000:root@pam:")
        #expect(await host.driver.look(at: [task]) == [.vanished])
    }
}

extension Configuration {
    /// Whether everything that is wished stands here.
    func fulfils(_ wish: Configuration) -> Bool {
        wish.all.allSatisfy { setting in self[setting.key].map(setting.isFulfilled) ?? false }
    }
}

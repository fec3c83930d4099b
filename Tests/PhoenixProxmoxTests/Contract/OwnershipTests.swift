import PhoenixModel
import PhoenixPorts
import Testing

/// Whose guest it is, as every host has to respect it.
@Suite("Contract: ownership", .leavesNothing)
struct OwnershipTests {
    @Test("A number that somebody else uses is never touched", arguments: StagingKind.available)
    func foreignNumber(_ kind: StagingKind) async throws {
        let host = try await kind.make()
        let (guest, source) = (try host.reference(), try host.reference(1))
        let foreign = try await host.make(guest, fleet: "others")
        try await host.make(source)
        let cloning = Cloning(
            source: source, snapshot: nil, guest: guest, name: "copy", mode: .full(storage: nil),
            mark: host.mark(guest))
        #expect(try await host.refusal(.create(host.creation(of: guest)), .vacant).code == .fenced)
        #expect(try await host.refusal(.clone(cloning), .vacant).code == .fenced)
        #expect(try await host.seen(guest.id) == foreign)
    }

    @Test("No change goes to a guest without the mark that is expected", arguments: StagingKind.available)
    func foreignMark(_ kind: StagingKind) async throws {
        let host = try await kind.make()
        let guest = try host.reference()
        let foreign = try await host.make(guest, fleet: "others")
        let changes: [Change] = [
            .configure(guest, set: [.memory(mebibytes: 512)], unset: []), .mark(guest, host.mark(guest)),
            .grow(guest, key: .rootDisk, sizeGibibytes: 9), .start(guest), .shutDown(guest, timeoutSeconds: 5),
            .restart(guest, timeoutSeconds: 5), .snapshot(guest, "mine"), .makeTemplate(guest), .destroy(guest),
        ]
        for change in changes {
            #expect(try await host.refusal(change, host.fence(guest)).code == .fenced, "\(change)")
        }
        #expect(try await host.seen(guest.id) == foreign)
    }

    @Test("A mark is taken along by what people wrote around it, and stays readable", arguments: StagingKind.available)
    func marking(_ kind: StagingKind) async throws {
        let host = try await kind.make()
        let guest = try host.reference()
        try await host.make(guest)
        var mark = host.mark(guest)
        mark.isProtected = true
        mark.completedWish = "0123456789abcdef"
        #expect(try await host.submit(.mark(guest, mark), host.fence(guest)) == .done)
        #expect(try await host.seen(guest.id)?.mark == mark)
        #expect(try await host.submit(.mark(guest, mark), host.fence(guest)) == .done)
        #expect(try await host.seen(guest.id)?.mark == mark)
    }

    @Test("What another Phoenix has claimed is changed by nobody else", arguments: StagingKind.available)
    func claimed(_ kind: StagingKind) async throws {
        let host = try await kind.make()
        let guest = try host.reference()
        try await host.make(guest)
        let mark = host.mark(guest)
        let until = await host.clock.now().adding(seconds: 3600)
        let (mine, theirs) = (Claim(writer: "one", until: until), Claim(writer: "two", until: until))
        #expect(try await host.submit(.mark(guest, mark.claimed(theirs)), .unchanged(mark)) == .done)
        #expect(try await host.submit(.mark(guest, mark.claimed(theirs)), .unchanged(mark)) == .done, "sent twice")
        let seen = try await host.seen(guest.id)
        #expect(seen?.mark?.claim == theirs)
        let changes: [Change] = [
            .configure(guest, set: [.memory(mebibytes: 512)], unset: []), .mark(guest, mark),
            .grow(guest, key: .rootDisk, sizeGibibytes: 9), .start(guest), .shutDown(guest, timeoutSeconds: 5),
            .restart(guest, timeoutSeconds: 5), .snapshot(guest, "mine"), .makeTemplate(guest), .destroy(guest),
        ]
        for fence in [host.fence(guest), .marked("contract", guest.id, claim: mine), .unchanged(mark)] {
            for change in changes {
                #expect(try await host.refusal(change, fence).code == .overtaken, "\(change) \(fence)")
            }
        }
        #expect(try await host.refusal(.mark(guest, mark.claimed(mine)), .adopting).code == .overtaken)
        #expect(try await host.refusal(.create(host.creation(of: guest)), .vacant).code == .overtaken)
        #expect(try await host.seen(guest.id) == seen)
        let theirsAlone = Fence.marked("contract", guest.id, claim: theirs)
        #expect(
            try await host.submit(.configure(guest, set: [.memory(mebibytes: 512)], unset: []), theirsAlone) == .done)
        #expect(try await host.submit(.mark(guest, mark), theirsAlone) == .done)
        #expect(try await host.submit(.mark(guest, mark), theirsAlone) == .done, "sent twice")
        #expect(try await host.seen(guest.id)?.mark == mark)
    }

    @Test("What is not there cannot be changed", arguments: StagingKind.available)
    func absent(_ kind: StagingKind) async throws {
        let host = try await kind.make()
        let guest = try host.reference()
        #expect(try await host.refusal(.start(guest), host.fence(guest)).code == .notFound)
        #expect(
            try await host.refusal(.configure(guest, set: [.cores(2)], unset: []), host.fence(guest)).code == .notFound)
    }
}

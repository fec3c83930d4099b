import PhoenixModel
import PhoenixPorts
import Testing

@testable import PhoenixSimulator

@Suite("Faults of the simulated host")
struct FaultTests {
    let guest = Given.container(101)

    private func prepared(_ fault: Fault) throws -> Cluster {
        var cluster = Scenario.cluster
        try cluster.settle(Given.creation(guest))
        cluster.add(fault)
        return cluster
    }

    private func fault(_ operation: Fault.Operation, _ kind: Fault.Kind) -> Fault {
        Fault(operation: operation, guest: guest.id, trigger: Trigger(occurrence: 1), kind: kind)
    }

    static let withoutEffect: [(Fault.Kind, Failure.Code)] = [
        (.refused, .refused), (.lostBeforeEffect, .outcomeUnknown), (.lockTimeout, .locked),
        (.forbidden, .hostForbidden), (.nodeOffline, .nodeOffline),
    ]

    @Test("A call that does not arrive changes nothing, and the next one goes through", arguments: withoutEffect)
    func noEffect(kind: Fault.Kind, code: Failure.Code) throws {
        var cluster = try prepared(fault(.change(.start), kind))
        let met = try failure { () throws(Failure) in try cluster.ask(.start(guest)) }
        #expect(met.code == code)
        #expect(try cluster.observe().runningTasks.isEmpty)
        #expect(cluster.faults[0].trigger.met == 1)
        try cluster.settle(.start(guest))
        #expect(cluster.faults[0].trigger.met == 1)
        #expect(cluster.faults[0].trigger.seen == 2)
    }

    @Test("A call lost after its effect has its effect")
    func lostAfterEffect() throws {
        var cluster = try prepared(fault(.change(.start), .lostAfterEffect))
        #expect(try failure { () throws(Failure) in try cluster.ask(.start(guest)) }.code == .outcomeUnknown)
        #expect(try cluster.observe().runningTasks.map(\.guest) == [guest.id])
        guard case .task(let task) = try cluster.ask(.start(guest)) else { return #expect(Bool(false), "it joins") }
        try cluster.end(task)
        #expect(try cluster.seen(guest).power == .running)
    }

    @Test("A task fails, or its storage is full: the guest is as before")
    func taskErrors() throws {
        for (kind, code) in [(Fault.Kind.taskError, Failure.Code.taskFailed), (.storageFull, .noCapacity)] {
            var cluster = try prepared(fault(.change(.snapshot), kind))
            let file = cluster.file(guest)
            let failed = try failure { () throws(Failure) in try cluster.settle(.snapshot(guest, "one")) }
            #expect(failed.code == code)
            #expect(cluster.file(guest) == file)
            try cluster.settle(.snapshot(guest, "one"))
        }
        var cluster = Scenario.homelab
        cluster.add(fault(.change(.create), .taskError))
        #expect(try failure { () throws(Failure) in try cluster.settle(Given.creation(guest)) }.code == .taskFailed)
        #expect(cluster.guests.isEmpty)
    }

    @Test(
        "A task vanishes: its work is done, undone, or left half done with its lock",
        arguments: Fault.Remainder.allCases)
    func vanishes(remainder: Fault.Remainder) throws {
        var cluster = Scenario.homelab
        cluster.add(fault(.change(.create), .taskVanishes(remainder)))
        guard case .task(let task) = try cluster.ask(Given.creation(guest)) else {
            return #expect(Bool(false), "a creation is a task")
        }
        #expect(cluster.look(at: [task]) == [.vanished])
        #expect(try cluster.observe().runningTasks.isEmpty)
        cluster.advance(to: cluster.now.adding(seconds: 10))
        #expect(cluster.look(at: [task]) == [.vanished])
        switch remainder {
        case .done: #expect(try cluster.seen(guest).lock == nil)
        case .undone: #expect(cluster.guests.isEmpty)
        case .abandoned:
            #expect(try cluster.seen(guest).lock == "create")
            #expect(try failure { () throws(Failure) in try cluster.ask(Given.creation(guest)) }.code == .locked)
        }
    }

    @Test("A slow task takes that much longer; a slow call lets time pass")
    func slow() throws {
        var cluster = try prepared(fault(.change(.start), .slow(seconds: 30)))
        let begun = cluster.now
        try cluster.settle(.start(guest))
        #expect(cluster.now == begun.adding(milliseconds: 30_900))
        cluster.add(Fault(operation: .observe, kind: .slow(seconds: 7)))
        _ = try cluster.observe()
        #expect(cluster.now == begun.adding(milliseconds: 37_900))
    }

    @Test("A stale read shows an earlier state")
    func stale() throws {
        var cluster = try prepared(
            Fault(operation: .observe, trigger: Trigger(occurrence: 2), kind: .staleRead))
        let before = try cluster.observe()
        try cluster.settle(.start(guest))
        #expect(try cluster.observe() == before)
        #expect(try cluster.observe().guests[0].power == .running)
        cluster.add(Fault(operation: .lookAtTask, trigger: Trigger(occurrence: 1), kind: .staleRead))
        guard case .task(let task) = try cluster.ask(.shutDown(guest, timeoutSeconds: 60)) else { return }
        cluster.advance(to: cluster.now.adding(seconds: 60))
        #expect(cluster.look(at: [task]) == [.running(lookAgainAt: cluster.now.adding(seconds: 1))])
        #expect(cluster.look(at: [task]) == [.succeeded(warnings: [])])
    }

    @Test("People are faster: the guest is moved, deleted or changed just before the call")
    func people() throws {
        var cluster = try prepared(fault(.change(.start), .guestMoved(to: "pve3")))
        #expect(try failure { () throws(Failure) in try cluster.ask(.start(guest)) }.code == .conflict)
        #expect(try cluster.seen(guest).reference.node == "pve3")

        cluster = try prepared(fault(.change(.start), .guestDeleted))
        #expect(try failure { () throws(Failure) in try cluster.ask(.start(guest)) }.code == .notFound)

        cluster = try prepared(fault(.observe, .guestDeleted))
        #expect(try cluster.observe().guests.isEmpty)

        cluster = try prepared(fault(.change(.start), .guestChanged(.memory(mebibytes: 64))))
        try cluster.settle(.start(guest))
        #expect(try cluster.seen(guest).configuration.memoryMebibytes == 64)
    }

    @Test("A person waits until the guest is there and no worker holds it")
    func patience() throws {
        var cluster = Scenario.cluster
        cluster.add(fault(.lookAtTask, .guestDeleted))
        guard case .task(let task) = try cluster.ask(Given.creation(guest)) else {
            return #expect(Bool(false), "a creation is a task")
        }
        guard case .running = cluster.look(at: [task])[0] else { return #expect(Bool(false), "it is at work") }
        #expect(cluster.faults[0].trigger.seen == 0)
        cluster.advance(to: cluster.now.adding(seconds: 60))
        #expect(cluster.look(at: [task]) == [.succeeded(warnings: [])])
        #expect(cluster.faults[0].trigger.met == 1)
        #expect(cluster.guests.isEmpty && cluster.complaints.isEmpty)
    }

    @Test("At a clone a person meets the guest that is copied")
    func copied() throws {
        var cluster = try prepared(Fault(operation: .change(.clone), kind: .guestDeleted))
        #expect(throws: Failure.self) { () throws(Failure) in
            try cluster.ask(Given.clone(of: guest, to: Given.container(102), .full(storage: nil)))
        }
        #expect(cluster.guests.isEmpty && cluster.complaints.isEmpty)
    }

    @Test("A number is taken just before a guest is made with it, and by no other call")
    func numberTaken() throws {
        var cluster = Scenario.cluster
        cluster.add(fault(.change(.create), .numberTaken))
        #expect(try failure { () throws(Failure) in try cluster.ask(Given.creation(guest)) }.code == .fenced)
        let stranger = try #require(cluster.guests[guest.id])
        #expect(stranger.kind == .machine && stranger.file.current["name"] == "mine")
        for operation in Fault.Operation.allCases {
            let isMaking = operation == .change(.create) || operation == .change(.clone)
            #expect(Fault.Kind.numberTaken.concerns(operation) == isMaking)
        }
    }

    @Test("Looks at tasks and everything can be lost, refused or offline")
    func looks() throws {
        for (kind, code) in Self.withoutEffect {
            var cluster = try prepared(Fault(operation: .observe, trigger: Trigger(occurrence: 1), kind: kind))
            #expect(try failure { () throws(Failure) in _ = try cluster.observe() }.code == code)
            cluster.add(fault(.lookAtTask, kind))
            guard case .task(let task) = try cluster.ask(.start(guest)) else { continue }
            guard case .unknown(let unknown) = cluster.look(at: [task])[0] else {
                return #expect(Bool(false), "\(kind)")
            }
            #expect(unknown.code == code)
            guard case .running = cluster.look(at: [task])[0] else { return #expect(Bool(false), "\(kind)") }
        }
    }

    @Test("Commands in guests meet faults as well")
    func commands() throws {
        let run = GuestRunReference(guest: guest, id: GuestRunID("a"))
        let request = GuestRequest(guest: guest, command: Given.run(.install("docker")), id: run.id)
        func meets(_ kind: Fault.Kind, _ check: (inout Cluster, Result<Void, Failure>) throws -> Void) throws {
            var cluster = try prepared(fault(.command(.run), kind))
            try cluster.boot(guest)
            let answer = cluster.start([request])[0]
            #expect(cluster.faults[0].trigger.met == 1)
            try check(&cluster, answer)
        }
        for (kind, code) in Self.withoutEffect {
            try meets(kind) { (cluster, answer) throws in
                #expect(throws: Failure.self) { try answer.get() }
                if case .failure(let failure) = answer { #expect(failure.code == code) }
                #expect(cluster.look(at: [run]) == [.vanished])
            }
        }
        try meets(.lostAfterEffect) { (cluster, answer) throws in
            if case .failure(let failure) = answer { #expect(failure.code == .outcomeUnknown) }
            #expect(try cluster.exitCode(of: request.command, in: guest, id: "a") == 0)
        }
        for kind in [Fault.Kind.taskError, .storageFull] {
            try meets(kind) { (cluster, _) throws in
                #expect(try cluster.exitCode(of: request.command, in: guest, id: "a") == 1)
            }
        }
        for (remainder, isInstalled) in [(Fault.Remainder.done, true), (.undone, false), (.abandoned, false)] {
            try meets(.taskVanishes(remainder)) { (cluster, _) throws in
                cluster.advance(to: cluster.now.adding(seconds: 300))
                #expect(cluster.look(at: [run]) == [.vanished])
                #expect(
                    try cluster.exitCode(of: Given.run(.check("docker")), in: guest, id: "b") == (isInstalled ? 0 : 1))
            }
        }
        try meets(.slow(seconds: 1000)) { (cluster, _) throws in
            let begun = cluster.now
            #expect(try cluster.exitCode(of: request.command, in: guest, id: "a") == 0)
            #expect(cluster.now.milliseconds(since: begun) > 1_100_000)
        }
        try meets(.guestDeleted) { cluster, _ in #expect(cluster.guests.isEmpty) }
    }

    @Test("Faults strike by chance, and the seed decides when")
    func probability() throws {
        func met(seed: UInt64) throws -> [Bool] {
            var cluster = Scenario.homelab
            cluster.random = SeededGenerator(seed: seed)
            cluster.add(Fault(operation: .observe, trigger: Trigger(probability: 0.3), kind: .refused))
            return (0..<100).map { _ in (try? cluster.observe()) == nil }
        }
        #expect(try met(seed: 7) == met(seed: 7))
        #expect(try met(seed: 7) != met(seed: 8))
        #expect((15...45).contains(try met(seed: 7).filter { $0 }.count))
    }
}

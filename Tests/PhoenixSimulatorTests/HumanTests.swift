import PhoenixModel
import PhoenixPorts
import Testing

@testable import PhoenixSimulator

@Suite("People and nodes of the simulated cluster")
struct HumanTests {
    let guest = Given.container(101)

    private func running() throws -> Cluster {
        var cluster = Scenario.cluster
        try cluster.settle(Given.creation(guest, [.startAtBoot(true)]))
        try cluster.boot(guest)
        return cluster
    }

    @Test("People change, stop, start, tag and remove files, now or at a later time")
    func actions() throws {
        var cluster = try running()
        try cluster.perform(.configure(guest.id, set: [.memory(mebibytes: 256)], unset: []))
        #expect(try cluster.seen(guest).configuration.memoryMebibytes == 256)
        try cluster.perform(.removeTag(guest.id, tag: MarkText.tag))
        #expect(!cluster.file(guest).contains("tags"))
        #expect(try cluster.seen(guest).mark != nil, "the mark in the description is another thing")
        try cluster.perform(.removeMark(guest.id))
        #expect(try cluster.seen(guest).mark == nil)

        _ = try cluster.execute(.writeReceipt(Given.receipt("docker")), in: guest, id: "1")
        try cluster.perform(.deleteFile(guest.id, path: InteriorPath.receipt(.feature("docker"))))
        #expect(try cluster.execute(.readReceipts, in: guest, id: "2").sight == .receipts([]))

        cluster.schedule(.powerOff(guest.id), at: cluster.now.adding(seconds: 60))
        cluster.schedule(.powerOn(guest.id), at: cluster.now.adding(seconds: 120))
        cluster.schedule(.delete(Given.id(999)), at: cluster.now.adding(seconds: 130))
        cluster.advance(to: cluster.now.adding(seconds: 61))
        #expect(try cluster.seen(guest).power == .stopped)
        cluster.advance(to: cluster.now.adding(seconds: 80))
        #expect(try cluster.seen(guest).power == .running)
        #expect(cluster.complaints.count == 1)
        #expect(cluster.complaints[0].hasSuffix("guest 999 does not exist"))
    }

    @Test("A guest deleted under a task's hands fails the task; its number may be taken by another meanwhile")
    func deletedUnderTask() throws {
        var cluster = try running()
        guard case .task(let task) = try cluster.ask(.snapshot(guest, "one")) else { return }
        try cluster.perform(.delete(guest.id))
        try cluster.perform(.takeNumber(guest.id, kind: .container, node: "pve1", name: "theirs"))
        #expect(try failure { () throws(Failure) in try cluster.end(task) }.code == .taskFailed)
        #expect(try cluster.seen(guest).snapshots.isEmpty)
        #expect(cluster.file(guest).contains("hostname: theirs"))
    }

    @Test("A disconnected node's guests stay visible, their power unknown; guest and task go on unseen")
    func offline() throws {
        var cluster = try running()
        guard case .task(let task) = try cluster.ask(.snapshot(guest, "one")) else { return }
        try cluster.perform(.disconnectNode("pve1"))
        let seen = try cluster.seen(guest)
        #expect(seen.power == .unknown)
        #expect(seen.configuration.memoryMebibytes == 1024)
        #expect(try cluster.observe().nodes.map(\.isOnline) == [false, true, true])
        #expect(try cluster.observe().runningTasks.isEmpty)
        let refused = try failure { () throws(Failure) in try cluster.ask(.start(guest)) }
        #expect(refused.code == .nodeOffline)
        guard case .unknown(let unknown) = cluster.look(at: [task])[0] else { return #expect(Bool(false)) }
        #expect(unknown.code == .nodeOffline)
        let shell = cluster.start([GuestRequest(guest: guest, command: .answer, id: GuestRunID("1"))])[0]
        if case .failure(let failure) = shell { #expect(failure.code == .nodeOffline) }

        cluster.advance(to: cluster.now.adding(seconds: 10))
        try cluster.perform(.bringNodeOnline("pve1"))
        #expect(cluster.look(at: [task]) == [.succeeded(warnings: [])])
        #expect(try cluster.seen(guest).power == .running)
        #expect(cluster.guests[guest.id]?.interior.boots == 1)
    }

    @Test("A node that crashes stops its guests, kills its tasks and leaves their locks")
    func crash() throws {
        var cluster = try running()
        guard case .task(let task) = try cluster.ask(.snapshot(guest, "one")) else { return }
        try cluster.perform(.crashNode("pve1"))
        cluster.advance(to: cluster.now.adding(seconds: 10))
        try cluster.perform(.bringNodeOnline("pve1"))
        guard case .failed(let failed) = cluster.look(at: [task])[0] else { return #expect(Bool(false)) }
        #expect(failed.causes.first == "unexpected status")
        #expect(try cluster.seen(guest).lock == "snapshot")
        #expect(try cluster.seen(guest).power == .stopped, "a locked guest does not start")
        #expect(try failure { () throws(Failure) in try cluster.ask(.start(guest)) }.code == .locked)

        try cluster.perform(.unlock(guest.id))
        try cluster.perform(.crashNode("pve1"))
        try cluster.perform(.bringNodeOnline("pve1"))
        #expect(try cluster.seen(guest).power == .running, "it starts at boot")
    }

    @Test("Moved by hand, a guest is found on its new node with its mark")
    func moved() throws {
        var cluster = try running()
        try cluster.perform(.move(guest.id, to: "pve2"))
        let moved = Given.container(101, on: "pve2")
        #expect(try cluster.seen(moved).reference == moved)
        #expect(try cluster.seen(moved).mark == Given.mark(101))
        try cluster.ask(.configure(moved, set: [.cores(1)], unset: []))
    }
}

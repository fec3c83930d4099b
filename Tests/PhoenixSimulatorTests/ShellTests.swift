import PhoenixModel
import PhoenixPorts
import Testing

@testable import PhoenixSimulator

@Suite("Scripts in simulated guests")
struct ShellTests {
    let guest = Given.container(101)

    func running(_ change: (inout Cluster) -> Void = { _ in }) throws -> Cluster {
        var cluster = Scenario.homelab
        change(&cluster)
        try cluster.settle(Given.creation(guest))
        try cluster.boot(guest)
        return cluster
    }

    @Test("Check fails, install takes the feature's time, check passes")
    func install() throws {
        var cluster = try running()
        #expect(try cluster.exitCode(of: Given.run(.check("nvidia")), in: guest, id: "1") == 1)
        let begun = cluster.now
        let installed = try cluster.execute(Given.run(.install("nvidia"), text: "v1"), in: guest, id: "2")
        #expect(installed.lines == ["installing nvidia"])
        #expect((570_000...630_000).contains(cluster.now.milliseconds(since: begun)))
        #expect(try cluster.exitCode(of: Given.run(.check("nvidia")), in: guest, id: "3") == 0)
        let path = InteriorPath.feature("nvidia")
        let first = cluster.guests[guest.id]?.interior.files[path]
        #expect(try cluster.exitCode(of: Given.run(.install("nvidia"), text: "v2"), in: guest, id: "4") == 0)
        #expect(cluster.guests[guest.id]?.interior.files[path] != first, "another script is visible")
        #expect(try cluster.exitCode(of: Given.run(.remove("nvidia")), in: guest, id: "5") == 0)
        #expect(try cluster.exitCode(of: Given.run(.check("nvidia")), in: guest, id: "6") == 1)
    }

    @Test("Receipts are files in the guest and come back as they were written")
    func receipts() throws {
        var cluster = try running()
        let docker = Given.receipt("docker")
        let base = Given.receipt("base_setup", digit: "b")
        for (id, receipt) in [("1", docker), ("2", base)] {
            #expect(try cluster.exitCode(of: .writeReceipt(receipt), in: guest, id: id) == 0)
        }
        #expect(cluster.guests[guest.id]?.interior.files["/var/lib/phoenix/receipts/docker.json"] != nil)
        #expect(try cluster.execute(.readReceipts, in: guest, id: "3").sight == .receipts([base, docker]))
        #expect(try cluster.exitCode(of: .removeReceipt(docker.subject), in: guest, id: "4") == 0)
        #expect(try cluster.execute(.readReceipts, in: guest, id: "5").sight == .receipts([base]))
    }

    @Test("A rollback returns the older receipts, and a clone inherits them")
    func receiptsTravel() throws {
        var cluster = try running()
        _ = try cluster.execute(.writeReceipt(Given.receipt("docker")), in: guest, id: "1")
        try cluster.settle(.snapshot(guest, "before"))
        _ = try cluster.execute(.writeReceipt(Given.receipt("nvidia")), in: guest, id: "2")
        try cluster.perform(.rollback(guest.id, to: "before"))
        #expect(cluster.guests[guest.id]?.running == nil)
        try cluster.settle(Given.clone(of: guest, to: Given.container(102), .full(storage: nil)))
        for reference in [guest, Given.container(102)] {
            try cluster.boot(reference)
            let sight = try cluster.execute(.readReceipts, in: reference, id: "3").sight
            #expect(sight == .receipts([Given.receipt("docker")]))
        }
    }

    @Test("One script at a time: a later one waits, and the same id joins")
    func queue() throws {
        var cluster = try running()
        cluster.timing.jitterPercent = 0
        let begun = cluster.now
        let first = GuestRequest(guest: guest, command: Given.run(.install("docker")), id: GuestRunID("a"))
        let second = GuestRequest(guest: guest, command: Given.run(.install("ollama")), id: GuestRunID("b"))
        for result in cluster.start([first, second, first, second]) { try result.get() }
        #expect(cluster.guests[guest.id]?.runs.count == 2)
        let waiting = cluster.look(at: [GuestRunReference(guest: guest, id: second.id)])[0]
        #expect(waiting == .running(newLines: [], lookAgainAt: begun.adding(seconds: 120)))
        #expect(try cluster.exitCode(of: second.command, in: guest, id: "b") == 0)
        #expect(cluster.now == begun.adding(seconds: 300))
    }

    @Test("Output comes line by line over the run's time, each line once")
    func output() throws {
        var cluster = try running {
            $0.scripts = [ScriptRule(purpose: .install, exitCode: 3, seconds: 30, output: ["one", "two", "three"])]
        }
        let run = GuestRunReference(guest: guest, id: GuestRunID("a"))
        let begun = cluster.now
        try cluster.start([GuestRequest(guest: guest, command: Given.run(.install("x")), id: run.id)])[0].get()
        #expect(cluster.look(at: [run]) == [.running(newLines: ["one"], lookAgainAt: begun.adding(seconds: 10))])
        #expect(cluster.look(at: [run]) == [.running(newLines: [], lookAgainAt: begun.adding(seconds: 10))])
        cluster.advance(to: begun.adding(seconds: 25))
        #expect(
            cluster.look(at: [run]) == [.running(newLines: ["two", "three"], lookAgainAt: begun.adding(seconds: 30))])
        cluster.advance(to: begun.adding(seconds: 30))
        #expect(cluster.look(at: [run]) == [.ended(exitCode: 3, newLines: [])])
        #expect(cluster.look(at: [run]) == [.ended(exitCode: 3, newLines: [])], "ended runs are remembered")
    }

    @Test("Rules match purpose, name, guest, kind and the nth time")
    func rules() throws {
        var cluster = try running {
            $0.scripts = [
                ScriptRule(
                    purpose: .install, name: "docker", guest: Given.id(101), trigger: Trigger(occurrence: 2),
                    exitCode: 7, files: ["/tmp/half": "x"]),
                ScriptRule(purpose: .install, kind: .machine, exitCode: 9),
            ]
        }
        let install = Given.run(.install("docker"))
        #expect(try cluster.exitCode(of: install, in: guest, id: "1") == 0)
        #expect(try cluster.exitCode(of: install, in: guest, id: "2") == 7)
        #expect(try cluster.exitCode(of: install, in: guest, id: "3") == 0)
        #expect(cluster.guests[guest.id]?.interior.files["/tmp/half"] == "x")
        #expect(cluster.scripts.map(\.trigger.met) == [1, 0])
    }

    @Test("A script that hangs is killed after its timeout")
    func timeout() throws {
        var cluster = try running { $0.scripts = [ScriptRule(purpose: .install, hangs: true)] }
        let begun = cluster.now
        let command = Given.run(.install("docker"), timeoutSeconds: 90)
        #expect(try cluster.exitCode(of: command, in: guest, id: "1") == 124)
        #expect(cluster.now == begun.adding(seconds: 90))
        #expect(try cluster.exitCode(of: Given.run(.check("docker")), in: guest, id: "2") == 1)
    }

    @Test("Restart, stop and rollback kill what runs", arguments: ["restart", "stop", "rollback"])
    func killed(by means: String) throws {
        var cluster = try running()
        try cluster.settle(.snapshot(guest, "before"))
        let run = GuestRunReference(guest: guest, id: GuestRunID("a"))
        try cluster.start([GuestRequest(guest: guest, command: Given.run(.install("vllm")), id: run.id)])[0].get()
        switch means {
        case "restart": try cluster.settle(.restart(guest, timeoutSeconds: 30))
        case "stop": try cluster.settle(.shutDown(guest, timeoutSeconds: 30))
        default: try cluster.perform(.rollback(guest.id, to: "before"))
        }
        if cluster.guests[guest.id]?.running == nil { try cluster.settle(.start(guest)) }
        cluster.advance(to: cluster.now.adding(seconds: 3000))
        #expect(cluster.look(at: [run]) == [.vanished])
        #expect(try cluster.exitCode(of: Given.run(.check("vllm")), in: guest, id: "b") == 1)
    }

    @Test("Health follows the application: it must have ended well, and survives a reboot")
    func health() throws {
        var cluster = try running {
            $0.scripts = [ScriptRule(purpose: .application, trigger: Trigger(occurrence: 1), exitCode: 1)]
        }
        let health = Given.run(.health("chat"))
        #expect(try cluster.exitCode(of: health, in: guest, id: "1") == 0, "a guest without application is well")
        #expect(try cluster.exitCode(of: Given.run(.application("chat")), in: guest, id: "2") == 1)
        #expect(try cluster.exitCode(of: health, in: guest, id: "3") == 1)
        #expect(try cluster.exitCode(of: Given.run(.application("chat")), in: guest, id: "4") == 0)
        #expect(try cluster.exitCode(of: health, in: guest, id: "5") == 0)
        try cluster.settle(.restart(guest, timeoutSeconds: 30))
        cluster.advance(to: cluster.now.adding(seconds: 2))
        #expect(try cluster.exitCode(of: health, in: guest, id: "6") == 0)
    }

    @Test("A machine is entered through its agent only")
    func agent() throws {
        var cluster = Scenario.homelab
        let machine = Given.machine(201)
        try cluster.settle(Given.creation(machine, [.agent(false)]))
        try cluster.boot(machine)
        let refused = try failure { () throws(Failure) in _ = try cluster.execute(.answer, in: machine, id: "1") }
        #expect(refused.causes == ["No QEMU guest agent configured"])
        try cluster.settle(.configure(machine, set: [.agent(true)], unset: []))
        try cluster.settle(.restart(machine, timeoutSeconds: 30))
        cluster.advance(to: cluster.now.adding(seconds: 15))
        #expect(try cluster.exitCode(of: .answer, in: machine, id: "2") == 0)
    }
}

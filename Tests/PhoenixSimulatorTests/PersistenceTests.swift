import Foundation
import PhoenixModel
import PhoenixPorts
import Testing

@testable import PhoenixSimulator

@Suite("The simulated host keeps its state in a file")
struct PersistenceTests {
    let container = Given.container(101)

    @Test("A file that does not exist starts from homelab, and a clean close leaves no log")
    func fresh() async throws {
        let folder = try ScratchFolder()
        let host = try SimulatedHost(file: folder.file)
        #expect(await host.now() == Cluster.epoch)
        #expect(try await host.observe().nodes.map(\.name) == ["pve1"])
        _ = await host.submit([Submission(change: Given.creation(container), fence: .vacant)])
        await host.sleep(until: Cluster.epoch.adding(seconds: 10))
        let before = try Scenario.bytes(of: host.cluster)
        try host.close()
        #expect(!FileManager.default.fileExists(atPath: folder.file + ".log"))
        #expect(!FileManager.default.fileExists(atPath: folder.file + ".new"))

        let again = try SimulatedHost(file: folder.file)
        #expect(try Scenario.bytes(of: again.cluster) == before)
        #expect(try await again.observe().guests.map(\.id) == [container.id])
        let untouched = try Data(contentsOf: URL(fileURLWithPath: folder.file))
        try again.close()
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file)) == untouched)
    }

    @Test("A killed process loses nothing that it answered, at any of its calls")
    func killedAtEveryCall() async throws {
        let folder = try ScratchFolder()
        let host = try SimulatedHost(file: folder.file)
        host.add(Fault(operation: .change(.start), trigger: Trigger(occurrence: 2), kind: .lostAfterEffect))
        host.add(Fault(operation: .observe, trigger: Trigger(probability: 0.2), kind: .lostBeforeEffect))
        let story = CallStory(host: host)
        try await story.run { step in
            let expected = try Scenario.bytes(of: host.cluster)
            let copy = try folder.copy(named: "cut\(step)")
            let revived = try SimulatedHost(file: copy)
            #expect(try Scenario.bytes(of: revived.cluster) == expected, "after call \(step)")
            try revived.close()
            let third = try SimulatedHost(file: copy)
            #expect(try Scenario.bytes(of: third.cluster) == expected, "after call \(step), saved")
        }
    }

    @Test("A process that really is killed leaves file and log from which the host goes on")
    func killedProcess() async throws {
        let folder = try ScratchFolder()
        let path = folder.file
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let host = try SimulatedHost(file: path)
            _ = await host.submit([Submission(change: Given.creation(Given.container(101)), fence: .vacant)])
            await host.sleep(until: Cluster.epoch.adding(seconds: 1))
            kill(getpid(), SIGKILL)
        }
        let revived = try SimulatedHost(file: path)
        #expect(await revived.now() == Cluster.epoch.adding(seconds: 1))
        #expect(try await revived.observe().runningTasks.map(\.guest) == [container.id])
        await revived.sleep(until: Cluster.epoch.adding(seconds: 2))
        #expect(try await revived.observe().guests[0].lock == nil)
    }

    @Test("Looks at a host at rest are written only before a change")
    func onlyLooks() async throws {
        let folder = try ScratchFolder()
        let host = try SimulatedHost(file: folder.file)
        for change in [Given.creation(container), .start(container)] {
            let fence = change == .start(container) ? Fence.marked(Given.fleet, container.id, claim: nil) : .vacant
            _ = await host.submit([Submission(change: change, fence: fence)])
            await host.sleep(until: await host.now().adding(seconds: 60))
        }
        try host.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.file))

        let onlooker = try SimulatedHost(file: folder.file)
        try await lookInside(onlooker)
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file + ".log")).isEmpty)
        try onlooker.close()
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file)) == before)

        let changer = try SimulatedHost(file: folder.file)
        try await lookInside(changer)
        try changer.perform(.lock(container.id, reason: "backup"))
        try await lookInside(changer)
        let revived = try SimulatedHost(file: try folder.copy(named: "changed"))
        #expect(try Scenario.bytes(of: revived.cluster) == Scenario.bytes(of: changer.cluster))
    }

    private func lookInside(_ host: SimulatedHost) async throws {
        let began = await host.now()
        let run = GuestRunReference(guest: container, id: GuestRunID("\(began.milliseconds)-look"))
        _ = try await host.observe()
        _ = await host.start([GuestRequest(guest: container, command: .readReceipts, id: run.id)])
        await host.sleep(until: began.adding(seconds: 5))
        #expect(await host.look(at: [run]) == [.receipts([])])
    }

    @Test("Of the looks inside a guest only the last is kept")
    func lastLook() async throws {
        let folder = try ScratchFolder()
        let host = try SimulatedHost(file: folder.file)
        _ = await host.submit([Submission(change: Given.creation(container), fence: .vacant)])
        await host.sleep(until: await host.now().adding(seconds: 60))
        _ = await host.submit([
            Submission(change: .start(container), fence: .marked(Given.fleet, container.id, claim: nil))
        ])
        await host.sleep(until: await host.now().adding(seconds: 60))
        for _ in 1...3 { try await lookInside(host) }
        #expect(host.cluster.guests[container.id]?.runs.count == 1)
    }

    @Test("A torn last line of the log is left out, and the log goes on behind the good ones")
    func tornLine() async throws {
        let folder = try ScratchFolder()
        let host = try SimulatedHost(file: folder.file)
        _ = await host.submit([Submission(change: Given.creation(container), fence: .vacant)])
        let copy = try folder.copy(named: "torn")
        let log = try FileHandle(forWritingTo: URL(fileURLWithPath: copy + ".log"))
        try log.seekToEnd()
        try log.write(contentsOf: Data("{\"at\":176722560".utf8))
        try log.close()

        let revived = try SimulatedHost(file: copy)
        #expect(try Scenario.bytes(of: revived.cluster) == Scenario.bytes(of: host.cluster))
        await revived.sleep(until: Cluster.epoch.adding(seconds: 5))
        let next = try folder.copy(from: copy, named: "torn-next")
        #expect(try await SimulatedHost(file: next).observe().guests[0].lock == nil)
    }

    @Test("A log that an older writing of the file left behind is not replayed twice")
    func staleLog() async throws {
        let folder = try ScratchFolder()
        let host = try SimulatedHost(file: folder.file)
        _ = await host.submit([Submission(change: Given.creation(container), fence: .vacant)])
        let log = try Data(contentsOf: URL(fileURLWithPath: folder.file + ".log"))
        try host.close()
        let bytes = try Scenario.bytes(of: host.cluster)
        try log.write(to: URL(fileURLWithPath: folder.file + ".log"))
        #expect(try Scenario.bytes(of: SimulatedHost(file: folder.file).cluster) == bytes)
    }

    @Test("Two processes do not change one host; a second may look")
    func exclusive() async throws {
        let folder = try ScratchFolder()
        let host = try SimulatedHost(file: folder.file)
        _ = await host.submit([Submission(change: Given.creation(container), fence: .vacant)])
        let refused = try failure { () throws(Failure) in _ = try SimulatedHost(file: folder.file) }
        #expect(refused.code == .fileUnusable)
        #expect(refused.disposition == .retry)
        let onlooker = try SimulatedHost(file: folder.file, access: .readOnly)
        #expect(try await onlooker.observe().guests.count == 1)
        let log = try Data(contentsOf: URL(fileURLWithPath: folder.file + ".log"))
        await onlooker.sleep(until: Cluster.epoch.adding(seconds: 60))
        try onlooker.close()
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file + ".log")) == log)
    }

    @Test(
        "Numbers that no host has are refused, and leave no log behind",
        arguments: ["9223372036854775807", "-9223372036854775808", "1e18", "99999999999999999999", "4398046511105"])
    func numbers(_ number: String) throws {
        let folder = try ScratchFolder()
        try Data("{\"nodes\": [{\"name\": \"pve1\"}], \"now\": \(number)}".utf8).write(to: URL(filePath: folder.file))
        let refused = try failure { () throws(Failure) in _ = try SimulatedHost(file: folder.file) }
        #expect(refused.causes.first?.hasSuffix("(/now)") == true, "\(refused)")
        #expect(!FileManager.default.fileExists(atPath: folder.file + ".log"))
        try Data().write(to: URL(filePath: folder.file + ".log"))
        _ = try failure { () throws(Failure) in _ = try SimulatedHost(file: folder.file) }
        #expect(FileManager.default.fileExists(atPath: folder.file + ".log"), "one that was there stays")
    }

    @Test("Scenarios written by hand are short; unknown fields are refused by name")
    func handWritten() throws {
        let text = """
            {"nodes": [{"name": "pve1"}],
             "storages": [{"name": "local-lvm", "kind": "lvmthin"}],
             "guests": [{"id": 100, "node": "pve1", "running": true,
                         "config": "hostname: web\\nrootfs: local-lvm:vm-100-disk-0,size=4G\\n"}],
             "humans": [{"afterSeconds": 30, "action": {"powerOff": {"_0": 100}}}],
             "faults": [{"operation": "clone", "kind": {"lostAfterEffect": {}}}]}
            """
        var cluster = try Scenario.cluster(from: Data(text.utf8), named: "hand.json")
        #expect(try cluster.observe().guests[0].power == .running)
        #expect(cluster.storages["local-lvm"]?.availableGibibytes(on: "pve1") == 1020)
        cluster.advance(to: cluster.now.adding(seconds: 30))
        #expect(try cluster.observe().guests[0].power == .stopped)

        let wrong = Data(#"{"nodes": [{"name": "pve1", "core": 4}]}"#.utf8)
        let refused = try failure { () throws(Failure) in _ = try Scenario.cluster(from: wrong, named: "wrong.json") }
        #expect(refused.causes[0].hasPrefix("at nodes.[0]: a node has no field 'core'; its fields are bootedAt, "))
    }

    @Test(
        "Times that nothing takes are refused",
        arguments: [
            "\"jitterPercent\": -1", "\"jitterPercent\": 101", "\"checkSeconds\": -1",
            "\"milliseconds\": {\"start\": -5}",
        ])
    func timing(_ field: String) throws {
        let text = "{\"nodes\": [{\"name\": \"pve1\"}], \"timing\": {\(field)}}"
        let refused = try failure { () throws(Failure) in
            _ = try Scenario.cluster(from: Data(text.utf8), named: "hand.json")
        }
        #expect(refused.causes.first?.contains("nothing takes less than no time") == true, "\(refused)")
    }

    @Test(
        "What could not be read again once written is refused",
        arguments: [
            #"{"nodes": [{"name": "pve1", "mappedDevices": ["::"]}]}"#,
            #"{"nodes": [{"name": "pve1"}], "datacenter": {"mappings": {"directory": "::"}}}"#,
            #"{"nodes": [{"name": "pve1"}], "datacenter": {"mappings": {"pci": "a/b\n\tmap id=10de:2204,node=pve1"}}}"#,
        ])
    func notAtRest(_ text: String) throws {
        let refused = try failure { () throws(Failure) in
            _ = try Scenario.cluster(from: Data(text.utf8), named: "hand.json")
        }
        #expect(refused.causes.first?.contains("name") == true, "\(refused)")
    }
}

/// A folder for one test, gone with it.
final class ScratchFolder {
    private let path: String

    init() throws {
        path = NSTemporaryDirectory() + "simulator-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var file: String { path + "/host.json" }

    /// What a killed process would leave: file and log as they are now.
    func copy(from source: String? = nil, named name: String) throws -> String {
        let target = "\(path)/\(name).json"
        for suffix in ["", ".log"] where FileManager.default.fileExists(atPath: (source ?? file) + suffix) {
            try FileManager.default.copyItem(atPath: (source ?? file) + suffix, toPath: target + suffix)
        }
        return target
    }
}

/// A story of calls of every kind, with something to check after each.
struct CallStory {
    let host: SimulatedHost
    let container = Given.container(101)

    func run(_ check: (Int) async throws -> Void) async throws {
        var step = 0
        func done() async throws {
            step += 1
            try await check(step)
        }
        let mine = Fence.marked(Given.fleet, container.id, claim: nil)
        let changes: [Submission] = [
            Submission(change: Given.creation(container), fence: .vacant),
            Submission(change: .configure(container, set: [.memory(mebibytes: 2048)], unset: []), fence: mine),
            Submission(change: .start(container), fence: mine),
            Submission(change: .start(container), fence: mine),
            Submission(change: .snapshot(container, "one"), fence: mine),
        ]
        for change in changes {
            let answer = await host.submit([change])[0]
            try await done()
            if case .success(.task(let task)) = answer {
                _ = await host.look(at: [task])
                try await done()
            }
            _ = try? await host.observe()
            try await done()
            await host.sleep(until: await host.now().adding(seconds: 4))
            try await done()
        }
        let commands: [GuestCommand] = [
            .answer, Given.run(.install("docker")), .writeReceipt(Given.receipt("docker")), .readReceipts,
        ]
        for (number, command) in commands.enumerated() {
            let run = GuestRunReference(guest: container, id: GuestRunID("run\(number)"))
            _ = await host.start([GuestRequest(guest: container, command: command, id: run.id)])
            try await done()
            _ = await host.look(at: [run])
            try await done()
            await host.sleep(until: await host.now().adding(seconds: 50))
            try await done()
            _ = await host.look(at: [run])
            try await done()
        }
        host.schedule(.powerOff(container.id), at: await host.now().adding(seconds: 10))
        try await done()
        try host.perform(.lock(container.id, reason: "backup"))
        try await done()
        await host.sleep(until: await host.now().adding(seconds: 20))
        try await done()
    }
}

import Foundation
import TestPrograms
import Testing

@Suite(.serialized)
struct SyncTests {
    @Test("A sync that is cut short by SIGTERM is gone on with by the next one")
    func stopsGracefully() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        let watch = try scratch.start(["watch"])
        try await watch.waits(for: "plan for commit")
        watch.send(signal: SIGTERM)
        let ended = await watch.answer()
        #expect(ended.status == 0)
        let next = try await scratch.phoenix("sync", "--once")
        #expect(next.status == 0, "\(next.errors)")
        #expect(try await scratch.phoenix("plan").output.hasPrefix("nothing to do: 2 guests"))
    }

    @Test("A second sync of one state directory says who holds it, and changes nothing")
    func lockHeld() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        let watch = try scratch.start(["watch"])
        try await watch.waits(for: "completed:")
        let second = try await scratch.phoenix("sync", "--once")
        #expect(second.status == 1)
        #expect(second.output == "")
        #expect(
            second.errors.hasPrefix(
                "error: another Phoenix works with this state directory: 'phoenix watch', process \(watch.identifier), since 2"
            ))
        #expect(try await scratch.phoenix("status").output.contains("2 of 2 guests completed"))
        watch.send(signal: SIGINT)
        #expect(await watch.answer().status == 0)
    }

    @Test("Watching notices a commit by itself")
    func watches() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        let watch = try scratch.start(["watch"], with: ["PHOENIX_INTERVAL_SECONDS": "1"])
        try await watch.waits(for: "completed: 2 guests")
        try await scratch.publish("More memory", ["guests/101-web.json": SmallFleet.web(memory: "2048")])
        try await watch.waits(for: "after 3 steps")
        watch.send(signal: SIGTERM)
        #expect(await watch.answer().status == 0)
    }

    @Test("A dry run shows the plan and changes no byte", arguments: [["sync", "--dry-run"], ["plan"], ["status"]])
    func dryRun(_ arguments: [String]) async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        try await scratch.phoenix("sync", "--once")
        try await scratch.publish("More memory", ["guests/101-web.json": SmallFleet.web(memory: "2048")])
        // The mirror is a copy of what the origin says; the first look brings it up to date.
        try await scratch.phoenix("plan")
        let before = [try scratch.bytes(below: scratch.state), ["host": try Data(contentsOf: scratch.hostFile)]]
        let answer = try await scratch.start(arguments).answer()
        #expect(answer.status == 0)
        #expect(answer.output.contains(arguments == ["status"] ? "3 steps due" : "memory_mb 1024 MiB → 2048 MiB"))
        #expect([try scratch.bytes(below: scratch.state), ["host": try Data(contentsOf: scratch.hostFile)]] == before)
        #expect(!FileManager.default.fileExists(atPath: scratch.hostFile.path + ".log"))
    }

    @Test("The first plan of all has the steps that the first sync carries out, also those of a template")
    func firstPlan() async throws {
        let scratch = try Scratch()
        try await scratch.begin(
            SmallFleet.files.merging(["guests/101-web.json": SmallFleet.web(isTemplate: true)]) { $1 })
        let planned = try await scratch.phoenix("plan").output.split(separator: "\n").last
        let carriedOut = try await scratch.phoenix("sync", "--once").output.split(separator: "\n").first
        #expect(planned == carriedOut)
        #expect(carriedOut?.hasSuffix(": 2 to create; 12 steps") == true)
    }

    @Test("A change is applied, and nothing but it")
    func appliesDifference() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        try await scratch.phoenix("sync", "--once")
        try await scratch.publish("More memory", ["guests/101-web.json": SmallFleet.web(memory: "2048")])
        let answer = try await scratch.phoenix("sync", "--once")
        let head = try await scratch.head()
        #expect(
            answer.output == """
                plan for commit \(head): 1 to change; 3 steps
                +00:00:00  101 web    claim  done in 0 s
                +00:00:00  101 web    configure  done in 0 s
                +00:00:00  101 web    mark  done in 0 s
                completed: 2 guests as commit \(head) wishes, after 3 steps

                """)
    }

    @Test("Rewritten history is refused until it is allowed")
    func forcedPush() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        try await scratch.phoenix("sync", "--once")
        try scratch.write(["guests/101-web.json": SmallFleet.web(memory: "2048")])
        try await scratch.git("commit", "--quiet", "--all", "--amend", "--message", "Begin otherwise")
        try await scratch.git("push", "--quiet", "--force", "origin", "main")
        let refused = try await scratch.phoenix("sync", "--once")
        #expect(refused.status == 5)
        #expect(refused.errors.contains("does not descend from"))
        #expect(refused.errors.contains("--allow-forced-push"))
        #expect(try await scratch.phoenix("sync", "--once", "--allow-forced-push").status == 0)
    }

    @Test("A commit that fails is rolled back if the policy says so")
    func rollsBack() async throws {
        let scratch = try Scratch()
        try await scratch.begin(
            [
                "guests/101-web.json": SmallFleet.web(features: "[]"),
                "phoenix.json": SmallFleet.policy("\"on_failure\": \"rollback\""),
            ].merging(SmallFleet.files) { mine, _ in mine })
        try Data(SmallFleet.failingHost.utf8).write(to: scratch.hostFile)
        #expect(try await scratch.phoenix("sync", "--once").status == 0)
        let good = try await scratch.head()
        try await scratch.publish("Want tools", ["guests/101-web.json": SmallFleet.web(memory: "2048")])
        let answer = try await scratch.phoenix("sync", "--once")
        #expect(answer.status == 1)
        #expect(answer.errors.contains("rolled back: commit \(try await scratch.head()) failed at 101/feature/tools"))
        #expect(answer.errors.contains("the fleet is as \(good) wishes again"))
        let again = try await scratch.phoenix("sync", "--once")
        #expect(again.status == 1, "what failed is not forgotten")
        #expect(again.errors.contains("held back: commit \(try await scratch.head()) failed before"))
        let plan = try await scratch.phoenix("plan")
        #expect(plan.output.contains("as commit \(good) wishes"))
        #expect(plan.errors.contains("failed and was rolled back; the fleet stays as \(good) wishes"))
    }
}

extension RecordedProgram {
    /// Returns when it has printed `text`; throws if it does not in time.
    func waits(for text: String) async throws {
        try await eventually("'\(text)' in what the program says: \(errorsSoFar)") {
            outputSoFar.contains(text) ? () : nil
        }
    }
}

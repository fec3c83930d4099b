import Foundation
import Testing

/// `status`, `history`, `logs` and `--output json`, as docs/reference/output.md has them.
@Suite(.serialized)
struct ReportCommandTests {
    @Test("After a failure: state, history and log say what went wrong")
    func afterFailure() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        try Data(SmallFleet.failingHost.utf8).write(to: scratch.hostFile)
        try await scratch.phoenix("sync", "--once")
        let head = try await scratch.head()
        #expect(
            try await scratch.phoenix("status").output == """
                fleet lab, commit \(head) "Begin": 1 of 2 guests completed

                ID   NAME   KIND  NODE  STATE
                101  web    lxc   pve1  customizing  failed: the installation of tools ended with exit code 7; 3 steps due
                102  store  lxc   pve1  completed

                """)
        #expect(
            try await scratch.phoenix("history").output == """
                RUN  BEGAN                 TOOK  COMMIT   STEPS   ENDING
                1    2026-01-01T00:00:00Z  35 s  \(head)  7 of 9  failed; 101/feature/tools: the installation of tools ended with exit code 7

                """)
        #expect(
            try await scratch.phoenix("logs", "101").output.hasSuffix(
                """
                    fetching
                    no such mirror
                2026-01-01T00:00:35Z 101/feature/tools failed: the installation of tools ended with exit code 7

                """))
    }

    @Test("Before anything was done")
    func beforeAnything() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        #expect(try await scratch.phoenix("history").output == "nothing was done yet\n")
        #expect(try await scratch.phoenix("logs", "101").output == "")
        #expect(!FileManager.default.fileExists(atPath: scratch.state.path))
        let status = try await scratch.phoenix("status")
        #expect(status.output.contains("0 of 2 guests completed"))
        #expect(status.output.contains("101  web    lxc   pve1  defined  5 steps due"))
    }

    @Test("JSON of plan, status, history and logs has the documented members")
    func documentedMembers() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        let plan = try await scratch.phoenix("plan", "--output", "json")
        #expect(try Set(plan.json.keys) == ["commit", "fleet", "converged", "guests", "steps"])
        let guest = try #require((plan.json["guests"] as? [[String: Any]])?.first)
        #expect(
            Set(guest.keys) == ["id", "name", "kind", "node", "state", "orphan", "conditions", "differences"])
        let step = try #require((plan.json["steps"] as? [[String: Any]])?.first)
        #expect(Set(step.keys) == ["id", "guest", "node", "reason", "leaves", "after"])
        try Data(SmallFleet.failingHost.utf8).write(to: scratch.hostFile)
        try await scratch.phoenix("sync", "--once")
        let status = try await scratch.phoenix("status", "--output", "json").json
        #expect(Set(status.keys) == ["commit", "fleet", "seen_at", "converged", "guests", "at_work", "failures"])
        let history = try await scratch.phoenix("history", "--output", "json").json
        let run = try #require((history["runs"] as? [[String: Any]])?.first)
        #expect(
            Set(run.keys) == [
                "run", "fleet", "commit", "rolls_back_from", "began_at", "ended_at", "ending", "converged", "steps",
                "succeeded", "skipped", "failures",
            ])
        let output = try await scratch.phoenix("logs", "101", "--output", "json").json
        let record = try #require((output["output"] as? [[String: Any]])?.first)
        #expect(Set(record.keys) == ["at", "step", "lines"])
    }

    @Test("A sync as JSON: one event a line, documented, and the last says how it ended")
    func events() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        let answer = try await scratch.phoenix("sync", "--once", "--output", "json")
        let events = try answer.jsonLines
        #expect(events.first?["event"] as? String == "commit")
        #expect(events.last?["event"] as? String == "ended")
        #expect(events.last?["outcome"] as? String == "converged")
        let reference = try String(
            contentsOf: Program.root.appending(path: "docs/reference/output.md"), encoding: .utf8)
        for event in events {
            let name = try #require(event["event"] as? String)
            for member in event.keys { #expect(reference.contains("`\(member)`"), "\(name) has \(member)") }
            #expect(reference.contains("`\(name)`"))
        }
        let quiet = try await scratch.phoenix("sync", "--once", "--output", "json")
        #expect(try quiet.jsonLines.map { $0["event"] as? String } == ["commit", "ended"])
    }
}

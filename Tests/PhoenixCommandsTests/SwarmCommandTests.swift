import Foundation
import Testing

/// `phoenix simulate --swarm`, as it is typed.
@Suite(.serialized)
struct SwarmCommandTests {
    @Test("The same seed gives the same trace in two processes that run at the same time")
    func twoProcesses() async throws {
        let scratch = try Scratch()
        async let one = scratch.bare("simulate", "--swarm", "12", "--seed", "5", "--output", "json")
        async let other = scratch.bare("simulate", "--swarm", "12", "--seed", "5", "--output", "json")
        let (first, second) = try await (one.json, other.json)
        for key in ["trace", "syncs", "calls", "checks", "simulated_seconds"] {
            #expect("\(first[key] ?? "missing")" == "\(second[key] ?? "")", "\(key)")
        }
        #expect(first["stories"] as? Int == 12)
        #expect((first["trace"] as? String)?.count == 16)
    }

    @Test("What was played, as text; a story without some of its parts is played, too")
    func text() async throws {
        let scratch = try Scratch()
        let answer = try await scratch.bare(
            "simulate", "--swarm", "2", "--seed", "3", "--door", "api", "--without", "event-1,event-2")
        #expect(answer.status == 0, "\(answer.output)")
        #expect(answer.output.hasPrefix("2 stories from seed 3: "))
        #expect(answer.output.hasSuffix("every promise was kept\n"))
    }

    @Test(
        "What makes no sense together is refused",
        arguments: [
            (["--swarm", "0"], "at least 1"), (["--swarm", "1", "--without", "chapter-1"], "is no part of a story"),
            (["--minutes", "1"], "belong to --swarm"), (["--seed", "5"], "belong to --swarm"),
            (["--swarm", "1", "--base", "HEAD"], "leave --base,"), (["--swarm", "1", "--strict"], "and --strict out"),
            (["--swarm", "1", "--guests", "0"], "--guests takes"),
        ])
    func refused(_ options: [String], _ words: String) async throws {
        let scratch = try Scratch()
        let line = (["simulate"] + options).joined(separator: " ")
        let answer = try await scratch.shell("\"$PHOENIX\" \(line)", with: ["PHOENIX": Program.phoenix.path])
        #expect(answer.status == 2)
        #expect(answer.errors.contains(words), "\(answer.errors)")
    }
}

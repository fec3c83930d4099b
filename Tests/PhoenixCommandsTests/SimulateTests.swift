import Foundation
import Testing

/// What a pull request is tried with.
@Suite(.serialized)
struct SimulateTests {
    private func change(_ scratch: Scratch, _ guest: String) async throws {
        try await scratch.begin()
        try scratch.write(["guests/101-web.json": guest])
        try await scratch.git("commit", "--quiet", "--all", "--message", "Change the web server")
    }

    @Test("A good change: plan and verdict as text")
    func text() async throws {
        let scratch = try Scratch()
        try await change(scratch, SmallFleet.web(memory: "2048"))
        let answer = try await scratch.bare("simulate", "--checkout", "fleet", "--base", "HEAD~1", "--head", "HEAD")
        #expect(answer.status == 0)
        #expect(answer.errors == "")
        #expect(
            answer.output == """
                ~ 101 web (lxc, pve1) created
                    memory_mb 1024 MiB → 2048 MiB
                    claim → configure → mark

                plan for commit \(try await scratch.head()): 1 to change; 3 steps
                simulated: the fleet converges in 3 steps and 0.4 s of simulated time

                """)
    }

    @Test("A good change: a comment for the pull request")
    func markdown() async throws {
        let scratch = try Scratch()
        try await change(scratch, SmallFleet.web(memory: "2048"))
        let answer = try await scratch.bare(
            "simulate", "--checkout", "fleet", "--base", "HEAD~1", "--output", "markdown")
        #expect(answer.status == 0)
        #expect(answer.output.hasPrefix("## Phoenix: ✅ the fleet converges in 3 steps"))
        #expect(answer.output.contains("```diff\n~ 101 web (lxc, pve1) created\n"))
    }

    @Test(
        "A change that does not converge: the exit code says so in every form", arguments: ["text", "markdown", "json"])
    func blocked(_ form: String) async throws {
        let scratch = try Scratch()
        try await change(scratch, SmallFleet.web(memory: "1024000"))
        let answer = try await scratch.bare(
            "simulate", "--checkout", "fleet", "--base", "HEAD~1", "--output", form)
        #expect(answer.status == 5)
        #expect(answer.output.contains("the fleet does not converge: something is in the way"))
        #expect(answer.output.contains("it wants 1024000 MiB of memory"))
    }

    @Test("A head that is invalid: its problems, and exit code 3", arguments: ["text", "markdown", "json"])
    func invalid(_ form: String) async throws {
        let scratch = try Scratch()
        try await change(scratch, SmallFleet.web(memory: "\"lots\""))
        let answer = try await scratch.bare(
            "simulate", "--checkout", "fleet", "--base", "HEAD~1", "--output", form)
        #expect(answer.status == 3)
        #expect(answer.output.contains("memory_mb must be a whole number"))
        #expect(answer.output.contains("the commit is invalid: 1 error"))
    }

    @Test("As JSON: base, head, plan and outcome")
    func json() async throws {
        let scratch = try Scratch()
        try await change(scratch, SmallFleet.web(memory: "2048"))
        let answer = try await scratch.bare(
            "simulate", "--checkout", "fleet", "--base", "HEAD~1", "--output", "json")
        #expect(answer.status == 0)
        let trial = try answer.json
        #expect(
            Set(trial.keys) == [
                "head", "base", "base_problem", "verdict", "simulated_milliseconds", "diagnostics", "plan", "outcome",
            ])
        #expect((trial["outcome"] as? [String: Any])?["outcome"] as? String == "converged")
    }

    @Test("A host of one's own is read and never written")
    func scenario() async throws {
        let scratch = try Scratch()
        try await change(scratch, SmallFleet.web(memory: "2048"))
        try Data(SmallFleet.failingHost.utf8).write(to: scratch.hostFile)
        let answer = try await scratch.bare(
            "simulate", "--checkout", "fleet", "--host", "simulated:\(scratch.hostFile.path)")
        #expect(answer.status == 1)
        #expect(answer.output.contains("the fleet does not converge: steps fail"))
        #expect(try String(contentsOf: scratch.hostFile, encoding: .utf8) == SmallFleet.failingHost)
    }

    @Test("A base that does not exist, and a folder that is no checkout")
    func wrongPlaces() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        let base = try await scratch.bare("simulate", "--checkout", "fleet", "--base", "nowhere")
        #expect(base.status == 6)
        #expect(base.errors.contains("nowhere"))
        let folder = try await scratch.bare("simulate", "--checkout", "/")
        #expect(folder.status == 1)
        #expect(folder.output == "")
    }
}

import Foundation
import Testing

/// The commands of the template's own CI files, as their forges run them.
@Suite(.serialized)
struct WorkflowTests {
    static let files = [".github/workflows/phoenix.yml", ".forgejo/workflows/phoenix.yml", ".gitlab-ci.yml"]

    /// The lines of a workflow that run `phoenix`, with those that set the shell up for them.
    private func script(_ path: String) throws -> String {
        let file = Program.root.appending(path: "repo-template/\(path)")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            line.trimmingPrefix(/\s*(?:- )?(?:run: )?/)
        }
        return lines.filter { $0.hasPrefix("phoenix ") || $0.hasPrefix("set -") }.joined(separator: "\n")
    }

    private func checkout(_ change: [String: String]) async throws -> Scratch {
        let scratch = try Scratch()
        try await scratch.phoenix("init", "fleet")
        try await scratch.begin([:])
        try scratch.write(change)
        try await scratch.git("commit", "--quiet", "--all", "--allow-empty", "--message", "Change")
        return scratch
    }

    private func run(_ path: String, _ scratch: Scratch) async throws -> Answer {
        let base = try await scratch.shell("git rev-parse HEAD~1", in: scratch.fleet).output
        let head = try await scratch.shell("git rev-parse HEAD", in: scratch.fleet).output
        let (from, to) = (base.trimmingCharacters(in: .newlines), head.trimmingCharacters(in: .newlines))
        return try await scratch.shell(
            "set -e\n" + script(path), in: scratch.fleet,
            with: [
                "BASE": from, "HEAD": to, "CI_MERGE_REQUEST_DIFF_BASE_SHA": from, "CI_COMMIT_SHA": to,
                "GITHUB_STEP_SUMMARY": scratch.url.appending(path: "summary.md").path,
                "PHOENIX_REPOSITORY": "", "PHOENIX_HOST": "", "PHOENIX_STATE_DIRECTORY": "",
            ])
    }

    @Test("Both steps are there", arguments: files)
    func steps(_ path: String) throws {
        let script = try script(path)
        #expect(script.contains("phoenix validate"))
        #expect(script.contains("phoenix simulate --base "))
    }

    @Test("A good pull request passes", arguments: files)
    func good(_ path: String) async throws {
        let scratch = try await checkout([:])
        let answer = try await run(path, scratch)
        #expect(answer.status == 0, "\(answer.errors)")
    }

    @Test("A pull request that is invalid, or does not converge, fails", arguments: files)
    func bad(_ path: String) async throws {
        let invalid = try await run(path, checkout(["guests/901-cuda.json": "{ \"id\": 901 }"]))
        #expect(invalid.status != 0)
        #expect(invalid.errors.contains("guests/901-cuda.json:1:"))
        let text = try String(
            contentsOf: Program.root.appending(path: "repo-template/guests/802-chat.json"), encoding: .utf8)
        let large = text.replacing(/"memory_mb": [0-9]+/, with: "\"memory_mb\": 9999999")
        let blocked = try await run(path, checkout(["guests/802-chat.json": large]))
        #expect(blocked.status != 0)
        let said = blocked.output + blocked.errors
        #expect(said.contains("9999999 MiB"), "\(said)")
    }
}

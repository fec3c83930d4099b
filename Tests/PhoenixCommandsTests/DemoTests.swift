import Foundation
import Testing

/// `make run`: what a newcomer sees first.
struct DemoTests {
    @Test("It shows the whole way, cleans up, and is what the README shows")
    func demo() async throws {
        let scratch = try Scratch()
        let temporary = scratch.url.appending(path: "tmp", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
        let answer = try await scratch.shell(
            "exec '\(Program.root.path)/scripts/demo'",
            with: ["TMPDIR": temporary.path, "PHOENIX": Program.phoenix.path])
        #expect(answer.status == 0, "\(answer.output)\(answer.errors)")
        #expect(answer.errors == "")
        #expect(answer.output.contains("9 of 9 guests completed"))
        #expect(answer.output.hasSuffix("$ phoenix sync --once\nexit code 0\n"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path) == [])
        let shown = masked(answer.output)
        for line in try readmeExample() { #expect(shown.contains(masked(line)), "\(line)") }
    }

    /// The first example of the README, from its first command on.
    private func readmeExample() throws -> [String] {
        let text = try String(contentsOf: Program.root.appending(path: "README.md"), encoding: .utf8)
        let block = try #require(text.components(separatedBy: "```text\n").dropFirst().first)
        return block.components(separatedBy: "```")[0].split(separator: "\n").map(String.init)
    }

    private func masked(_ text: String) -> String {
        text.replacing(/\b[0-9a-f]{7}\b/, with: "COMMIT")
    }
}

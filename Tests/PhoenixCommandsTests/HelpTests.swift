import Foundation
import Testing

@Suite(.serialized)
struct HelpTests {
    static let commands = [
        "init", "validate", "show", "plan", "sync", "watch", "status", "history", "logs", "simulate", "snapshot-host",
        "doctor", "schema",
    ]

    @Test("The version is a word and a number")
    func version() async throws {
        let answer = try await Scratch().bare("--version")
        #expect(answer.status == 0)
        #expect(answer.output.wholeMatch(of: /phoenix [0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
    }

    @Test("Help names every command and every exit code")
    func help() async throws {
        let answer = try await Scratch().bare("--help")
        #expect(answer.status == 0)
        #expect(answer.errors == "")
        for command in Self.commands { #expect(answer.output.contains("\n  \(command) ")) }
        let text = answer.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            text.contains(
                "0 as wished, 1 failed, 2 usage, 3 invalid repository, 4 changes pending (plan --exit-code), 5 blocked, "
                    + "6 host or Git unreachable."))
    }

    @Test(
        "Each command has a help text, and docs/reference/command-line.md knows each of its options",
        arguments: commands)
    func commandHelp(_ command: String) async throws {
        let answer = try await Scratch().bare("help", command)
        #expect(answer.status == 0)
        #expect(answer.output.hasPrefix("OVERVIEW: "))
        let reference = try String(
            contentsOf: Program.root.appending(path: "docs/reference/command-line.md"), encoding: .utf8)
        #expect(reference.contains("phoenix \(command)"))
        for option in answer.output.matches(of: /--[a-z-]+/).map({ String($0.output) }) {
            let isNamed = reference.contains(option)
            #expect(isNamed, "\(command) \(option)")
        }
    }

    @Test("Completion scripts for three shells", arguments: ["bash", "zsh", "fish"])
    func completion(_ shell: String) async throws {
        let scratch = try Scratch()
        let answer = try await scratch.bare("--generate-completion-script", shell)
        #expect(answer.status == 0)
        for command in Self.commands { #expect(answer.output.contains(command)) }
        guard shell == "bash" else { return }
        try Data(answer.output.utf8).write(to: scratch.url.appending(path: "completion"))
        let completed = try await scratch.shell(
            "source ./completion && COMP_WORDS=(phoenix s) COMP_CWORD=1 COMP_LINE='phoenix s' COMP_POINT=9 && _phoenix && "
                + "printf '%s\\n' \"${COMPREPLY[@]}\"")
        #expect(completed.output.contains("sync"), "\(completed.errors)")
    }
}

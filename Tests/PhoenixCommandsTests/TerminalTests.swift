import Foundation
import Testing

/// Colour and live progress: on a terminal only. `script` (util-linux) lends one.
@Suite(.serialized)
struct TerminalTests {
    private func onTerminal(
        _ command: String, _ scratch: Scratch, with variables: [String: String] = [:]
    ) async throws -> Answer {
        let terminal = ["TERM": "xterm"].merging(variables) { $1 }
        return try await scratch.shell("script --quiet --return --command '\(command)' /dev/null", with: terminal)
    }

    @Test("Nothing but text goes into a pipe")
    func pipe() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        let answer = try await scratch.phoenix("sync", "--once", with: ["TERM": "xterm"])
        #expect(!answer.output.contains("\u{1B}"))
    }

    @Test("A terminal gets colour, one line for each guest, and a picture that is erased at the end")
    func terminal() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        let answer = try await onTerminal("phoenix sync --once", scratch)
        #expect(answer.status == 0)
        #expect(answer.output.contains("\u{1B}[32mcompleted:\u{1B}[0m 2 guests"))
        #expect(answer.output.contains("▸ 101 web"))
        #expect(answer.output.contains("of 9 steps done"))
        let last = try #require(answer.output.components(separatedBy: "\u{1B}[J").last)
        #expect(!last.contains("▸"))
        #expect(answer.output.matches(of: /102 store  .{0,6}done.{0,6} in/).count == 1)
    }

    @Test("NO_COLOR turns colour off, whatever else is so", arguments: ["1", "yes"])
    func noColour(_ value: String) async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        let answer = try await onTerminal("phoenix plan", scratch, with: ["NO_COLOR": value])
        #expect(answer.status == 0)
        #expect(answer.output.contains("+ 101 web"))
        #expect(!answer.output.contains("\u{1B}"))
        let coloured = try await onTerminal("phoenix plan", scratch, with: ["NO_COLOR": ""])
        #expect(coloured.output.contains("\u{1B}[32m+\u{1B}[0m"))
    }
}

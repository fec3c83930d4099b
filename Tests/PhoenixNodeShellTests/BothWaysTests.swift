import Foundation
import PhoenixModel
import PhoenixNodeShell
import PhoenixProxmox
import TestPrograms
import Testing

/// What holds for commands on this node and over SSH alike, with real processes: one sshd at a time, as forty that start
/// together keep each other from meeting deadlines.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct BothWaysTests {
    private static let megabyte = 1_048_576
    /// Long enough for a command to begin on a busy machine, as it is ended afterwards.
    private static let startSeconds = 4

    @Test("The program gets exactly these words, whatever stands in them", arguments: Way.allCases)
    func words(_ way: Way) async throws {
        try await withShell(way) { shell in
            for seed in UInt64(1)...25 {
                var random = RandomWords(seed: seed)
                let words = random.words()
                let result = try await shell.run(["pct", "words"] + words)
                #expect(result.output == words.flatMap { Array($0.utf8) + [0] }, "seed \(seed)")
            }
        }
    }

    @Test("A long program text is one word", arguments: Way.allCases)
    func longWord(_ way: Way) async throws {
        try await withShell(way) { shell in
            let text = String(repeating: "echo \"it's $HOME\" | sed 's/\\n//' # ü\n", count: 400)
            let result = try await shell.run("pct", "words", text)
            #expect(result.output == Array(text.utf8) + [0])
        }
    }

    @Test("Words beyond what Linux takes are refused before anything begins", arguments: Way.allCases)
    func tooLongWords(_ way: Way) async throws {
        try await withShell(way) { shell in
            let error = try #require(await shell.error("pct", "words", String(repeating: "'", count: 40_000))?.parts)
            #expect(error.kind == "unreachable")
            #expect(error.text.contains("send them as its input"))
            let zero = try #require(await shell.error("pct", "a\0b")?.parts)
            #expect(zero.text.contains("NUL"))
        }
    }

    @Test("Input and output of a megabyte go through, byte for byte", arguments: Way.allCases)
    func megabyte(_ way: Way) async throws {
        try await withShell(way) { shell in
            var random = SeededGenerator(seed: 20_261_123)
            let input = (0..<Self.megabyte).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let copied = try await shell.run(["pct", "copy"], input: input)
            #expect(copied.output == input)
            #expect(copied.exitCode == 0)
            let complaint = try await shell.run("pct", "complain", "\(Self.megabyte)")
            #expect(complaint.errorOutput.count == Self.megabyte)
            #expect(complaint.output == [])
        }
    }

    @Test("A program may leave its input unread, or find none", arguments: Way.allCases)
    func unreadInput(_ way: Way) async throws {
        try await withShell(way) { shell in
            let unread = try await shell.run(["pct", "exit", "7"], input: [UInt8](repeating: 1, count: Self.megabyte))
            #expect(unread.exitCode == 7)
            let none = try await shell.run("pct", "count")
            #expect(none.text == "0\n")
        }
    }

    @Test("Every exit code is the command's own, 255 too", arguments: Way.allCases)
    func exitCodes(_ way: Way) async throws {
        try await withShell(way) { shell in
            let codes = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
                for code in 0...255 {
                    group.addTask { (code, try await shell.run("pct", "exit", "\(code)").exitCode) }
                }
                return try await group.reduce(into: [Int: Int]()) { $0[$1.0] = $1.1 }
            }
            #expect(codes == Dictionary(uniqueKeysWithValues: (0...255).map { ($0, $0) }))
        }
    }

    @Test("A signal gives 128 and its number", arguments: Way.allCases)
    func signals(_ way: Way) async throws {
        try await withShell(way) { shell in
            let killed = try await shell.run("pct", "signal", "KILL")
            #expect(killed.exitCode == 137)
            #expect(killed.errorOutput == [])
            let terminated = try await shell.run("pct", "signal", "TERM")
            #expect(terminated.exitCode == 143)
        }
    }

    @Test("What a program said before it failed is kept, each on its stream", arguments: Way.allCases)
    func failure(_ way: Way) async throws {
        try await withShell(way) { shell in
            let result = try await shell.run("pct", "fail")
            #expect(
                result
                    == NodeCommandResult(
                        exitCode: 255, output: Array("some output\n".utf8), errorOutput: Array("some complaint\n".utf8))
            )
        }
    }

    @Test("A program that is not there gives 127", arguments: Way.allCases)
    func missing(_ way: Way) async throws {
        try await withShell(way) { shell in
            let missing = try await shell.run("no-such-program")
            #expect(missing.exitCode == 127)
            #expect(missing.errorText.contains("no-such-program"))
        }
    }

    @Test("When its time is over, a command ends with everything it started", arguments: Way.allCases)
    func deadline(_ way: Way) async throws {
        try await withShell(way) { shell in
            for task in ["child", "stubborn"] {
                let error = try #require(
                    await shell.error("pct", task, shell.folder[task], timeoutSeconds: Self.startSeconds))
                #expect(error == .lost("'pct' on node pve1 took longer than \(Self.startSeconds) s and was ended"))
                for process in try await processes(in: shell.folder[task]) {
                    try await eventually("the end of '\(task)'") { isRunning(process) ? nil : () }
                }
            }
        }
    }

    @Test("A child that keeps the streams open does not keep the command", arguments: Way.allCases)
    func daemon(_ way: Way) async throws {
        try await withShell(way) { shell in
            let result = try await shell.run("pct", "daemon", shell.folder["daemon"])
            #expect(result.text == "started\n")
            #expect(result.exitCode == 0)
            for process in try await processes(in: shell.folder["daemon"]) {
                #expect(isRunning(process))
                kill(process, SIGKILL)
            }
        }
    }

    @Test("A command that says too much is ended and lost", arguments: Way.allCases)
    func tooMuch(_ way: Way) async throws {
        try await withShell(way) { shell in
            let error = try #require(await shell.error("pct", "write", "20000000")?.parts)
            #expect(error.kind == "lost")
            #expect(error.text.contains("wrote more than 16 MiB"))
        }
    }

    @Test("A command that nobody waits for any more is lost", arguments: Way.allCases)
    func cancellation(_ way: Way) async throws {
        try await withShell(way) { shell in
            let file = shell.folder["hold"]
            let running = Task { await shell.error("pct", "hold", file, timeoutSeconds: 30) }
            let held = try await processes(in: file)
            running.cancel()
            let error = try #require(await running.value?.parts)
            #expect(error.kind == "lost")
            #expect(error.text.contains("nobody waits"))
            for process in held {
                if way == .secure { kill(process, SIGKILL) }
                try await eventually("the command's end") { isRunning(process) ? nil : () }
            }
        }
    }
}

/// Words that shells would like to read.
private struct RandomWords {
    private var random: SeededGenerator
    private static let characters = Array(
        "ab01 \t\n\r\"'`$\\!*?[]{}()<>|&;#~%^=+-,./:@_üß€😀\u{1}\u{7F}\u{1B}é")
    private static let longest: UInt64 = 30

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    mutating func words() -> [String] { (0...random.next(below: 8)).map { _ in word() } }

    private mutating func word() -> String {
        let length = random.next(below: Self.longest)
        return String(
            (0..<length).map { _ in Self.characters[Int(random.next(below: UInt64(Self.characters.count)))] })
    }
}

import Foundation
import PhoenixModel
import PhoenixNodeShell
import PhoenixProxmox
import TestPrograms
import Testing

/// Connections to a real sshd, one test at a time: made, shared, refused, broken.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct SecureShellTests {
    @Test("Forty commands at once share one connection")
    func sharing() async throws {
        try await withNode { node, _ in
            try await withSecureShell(node) { shell in
                let texts = try await withThrowingTaskGroup(of: String.self) { group in
                    for number in 0..<40 {
                        group.addTask { try await shell.run("pct", "words", "\(number)").text }
                    }
                    return try await group.reduce(into: Set<String>()) { $0.insert($1) }
                }
                #expect(texts == Set((0..<40).map { "\($0)\0" }))
                #expect(node.connectionCount == 1)
            }
        }
    }

    @Test("A node whose host key is not the pinned one is not entered")
    func changedHostKey() async throws {
        try await withNode { node, _ in
            try node.pin("other")
            try await withSecureShell(node) { shell in
                let error = try #require(await shell.error("pct", "words")?.parts)
                #expect(error.kind == "forbidden")
                #expect(error.text.contains("another host key than the pinned one"))
                #expect(error.text.contains(node.folder["known"]))
            }
        }
    }

    @Test("A node whose host key nobody has pinned is not entered, and its key is not added")
    func unknownHostKey() async throws {
        try await withNode { node, _ in
            try "".write(toFile: node.folder["known"], atomically: true, encoding: .utf8)
            try await withSecureShell(node) { shell in
                let error = try #require(await shell.error("pct", "words")?.parts)
                #expect(error.kind == "forbidden")
                #expect(error.text.contains("a host key that is not pinned"))
                #expect(try String(contentsOfFile: node.folder["known"], encoding: .utf8).isEmpty)
            }
        }
    }

    @Test("A key that may not enter is refused with where to add it")
    func wrongKey() async throws {
        try await withNode { node, _ in
            var settings = node.settings
            settings.privateKeyFile = node.folder["stranger"]
            try await withSecureShell(node, settings) { shell in
                let error = try #require(await shell.error("pct", "words")?.parts)
                #expect(error.kind == "forbidden")
                #expect(error.text.contains("authorized_keys"))
            }
        }
    }

    @Test("Nobody listens, or the name is unknown: nothing has begun")
    func unreachable() async throws {
        let node = try await Node()
        try await withSecureShell(node) { shell in
            let error = try #require(await shell.error("pct", "words")?.parts)
            #expect(error.kind == "unreachable")
            #expect(error.text.contains("Connection refused"))
        }
        var settings = node.settings
        settings.addresses = [node.name: "no-such-host.invalid"]
        try await withSecureShell(node, settings) { shell in
            let error = try #require(await shell.error("pct", "words")?.parts)
            #expect(error.kind == "unreachable")
            #expect(error.text.contains("resolve"))
        }
    }

    @Test("A server that accepts and says nothing is given up")
    func silentServer() async throws {
        let node = try await Node()
        try node.port.listen()
        var settings = node.settings
        settings.connectTimeoutSeconds = 1
        try await withSecureShell(node, settings) { shell in
            let error = try #require(await shell.error("pct", "words")?.parts)
            #expect(error.kind == "unreachable")
        }
    }

    @Test("A node that was away between two commands is connected to anew")
    func restart() async throws {
        let node = try await Node()
        let first = try await node.start()
        try await withSecureShell(node) { shell in
            _ = try await shell.run("pct", "words")
            try await node.stop(first)
            try await eventually("the master's end") { node.sockets.isEmpty ? () : nil }
            #expect(try #require(await shell.error("pct", "words")?.parts).kind == "unreachable")
            let second = try await node.start()
            let result = try await shell.run("pct", "words", "back")
            #expect(result.text == "back\0")
            try await node.stop(second)
        }
    }

    @Test("A connection that breaks during a command loses the command, not the next one")
    func brokenConnection() async throws {
        try await withNode { node, server in
            try await withSecureShell(node) { shell in
                let file = node.folder["hold"]
                async let error = shell.error("pct", "hold", file, timeoutSeconds: 60)
                let held = try await processes(in: file)
                node.breakConnections(server)
                let parts = try #require(await error?.parts)
                #expect(parts.kind == "lost")
                #expect(parts.text.contains("goes on there for at most 60 s"))
                for process in held { kill(process, SIGKILL) }
                let next = try await shell.run("pct", "words", "next")
                #expect(next.text == "next\0")
                #expect(node.connectionCount == 2)
            }
        }
    }

    @Test("When the master has died, the next command makes another, also if its socket is still there")
    func deadMaster() async throws {
        try await withNode { node, _ in
            try await withSecureShell(node) { shell in
                _ = try await shell.run("pct", "words")
                let socket = try #require(node.sockets.first)
                let text = try await execute("ssh", "-F", "none", "-o", "ControlPath=\(socket)", "-O", "check", "x")
                let master = try #require(text.firstMatch(of: /pid=(\d+)/).flatMap { Int32($0.1) })
                kill(master, SIGKILL)
                try await eventually("the master's end") { isRunning(master) ? nil : () }
                let texts = try await withThrowingTaskGroup(of: String.self) { group in
                    for _ in 0..<5 { group.addTask { try await shell.run("pct", "words", "next").text } }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(texts == Array(repeating: "next\0", count: 5))
                #expect(node.connectionCount == 2)
            }
        }
    }

    @Test("A node that allows fewer sessions says so, and the command has not begun")
    func fewSessions() async throws {
        let node = try await Node()
        try node.configure("MaxSessions 1")
        let server = try await node.start()
        try await withSecureShell(node) { shell in
            let file = node.folder["hold"]
            let running = Task { await shell.error("pct", "hold", file, timeoutSeconds: 30) }
            let held = try await processes(in: file)
            let error = try #require(await shell.error("pct", "words")?.parts)
            #expect(error.kind == "unreachable")
            #expect(error.text.contains("MaxSessions"))
            for process in held { kill(process, SIGKILL) }
            #expect(await running.value == nil)
        }
        try await node.stop(server)
    }

    @Test("What a login says of its own is not the command's, nor is its exit code")
    func noise() async throws {
        let node = try await Node()
        let noise =
            "echo hello; echo hello >&2; eval \"$SSH_ORIGINAL_COMMAND\" & wait; echo bye; echo bye >&2; exit 255"
        try node.configure("ForceCommand \(noise)")
        let server = try await node.start()
        try await withSecureShell(node) { shell in
            let result = try await shell.run("pct", "words", "x")
            #expect(result == NodeCommandResult(exitCode: 0, output: Array("x\0".utf8)))
        }
        try await node.stop(server)
    }

    @Test("A command that waits for its turn can be given up")
    func waiting() async throws {
        try await withNode { node, _ in
            try await withSecureShell(node) { shell in
                let files = (0..<8).map { node.folder["hold\($0)"] }
                let running = files.map { file in Task { await shell.error("pct", "hold", file, timeoutSeconds: 60) } }
                var held: [Int32] = []
                for file in files { held += try await processes(in: file) }
                let waiting = Task { await shell.error("pct", "words") }
                waiting.cancel()
                #expect(await waiting.value == .unreachable("'pct' on node pve1 was given up before it began"))
                for process in held { kill(process, SIGKILL) }
                for task in running { #expect(await task.value == nil) }
            }
        }
    }

    @Test("Closing ends the master, and a later command connects anew")
    func closing() async throws {
        try await withNode { node, _ in
            let secure = try SecureShell(node.settings)
            let shell = Shell(shell: secure, folder: node.folder)
            _ = try await shell.run("pct", "words")
            #expect(node.sockets.count == 1)
            await secure.close()
            try await eventually("the master's end") { node.sockets.isEmpty ? () : nil }
            _ = try await shell.run("pct", "words")
            #expect(node.connectionCount == 2)
            await secure.close()
            try await eventually("the master's end") { node.sockets.isEmpty ? () : nil }
        }
    }
}

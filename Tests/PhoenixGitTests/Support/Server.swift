import Foundation
import TestPrograms

/// A program that serves on a loopback port for the length of a test.
final class Server: Sendable {
    private let program: SpawnedProgram
    private let folder: TemporaryFolder
    private let reserved: LoopbackPort?
    let port: Int

    /// A forgotten server ends by itself after this time.
    private static let secondsMaximum = 120

    /// Starts a program and waits, bounded, until a line of its log contains `readyMark`.
    ///
    /// - Parameter reserved: the port that it was told; where it is nil, that line names the one that it chose.
    init(_ arguments: [String], on reserved: LoopbackPort? = nil, readyMark: String) throws {
        self.reserved = reserved
        folder = try TemporaryFolder()
        var setting = SpawnedProgram.Setting(environment: Command.environment(home: folder.path))
        (setting.output, setting.errors) = (folder["log"], folder["log"])
        try Data().write(to: URL(filePath: folder["log"]))
        program = try SpawnedProgram(["timeout", "--kill-after=1", "\(Self.secondsMaximum)"] + arguments, setting)
        let line = try Self.await(readyMark, in: folder["log"])
        port = reserved?.number ?? Int(line.drop { !$0.isNumber }.prefix { $0.isNumber }) ?? 0
    }

    /// Everything that the server has written so far.
    var log: String { (try? String(contentsOfFile: folder["log"], encoding: .utf8)) ?? "" }

    /// How long a misbehaving server saw its first client stay: waits, bounded, until it has left.
    ///
    /// The server's clock counts, because a busy machine delays what a test measures itself.
    func millisecondsStayed() async throws -> Int {
        let end = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < end {
            if let line = log.split(separator: "\n").first(where: { $0.hasPrefix("stayed ") }) {
                return Int(line.dropFirst(7)) ?? -1
            }
            await Task.yield()
        }
        throw Command.Failed(description: "the client did not leave")
    }

    private static func await(_ mark: String, in path: String) throws -> Substring {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            if let line = lines.first(where: { $0.contains(mark) }) { return line }
            usleep(2_000)
        }
        throw Command.Failed(
            description: "the server did not start: \(try String(contentsOfFile: path, encoding: .utf8))")
    }
}

extension Server {
    /// A real `git daemon` for the repositories below `folder`.
    static func gitDaemon(_ folder: String) throws -> Server {
        let port = try LoopbackPort()
        return try Server(
            [
                "/usr/lib/git-core/git-daemon", "--listen=127.0.0.1", "--port=\(port.number)", "--reuseaddr",
                "--verbose", "--export-all", "--base-path=\(folder)", folder,
            ], on: port, readyMark: "Ready to rumble")
    }

    /// A real `git http-backend` behind a small web server.
    ///
    /// `options` may name `--password`, `--certificate`, `--redirect` and `--status`; see the script.
    static func http(_ folder: String, _ options: [String] = []) throws -> Server {
        try script("git_http_server.py", ["--root", folder] + options)
    }

    /// A server that accepts and then misbehaves: `silent`, `dribble`, or `proxy PORT BYTES_PER_SECOND`.
    static func misbehaving(_ mode: String...) throws -> Server {
        try script("tcp_server.py", mode)
    }

    /// A process that keeps a lock file locked.
    static func holdingLock(_ path: String) throws -> Server {
        try Server(
            ["flock", "--no-fork", path, "bash", "-c", "echo listening on 0; exec sleep 60"],
            readyMark: "listening on")
    }

    private static func script(_ name: String, _ arguments: [String]) throws -> Server {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path
        return try Server(
            ["python3", "-u", "\(script)/Servers/\(name)"] + arguments, readyMark: "listening on")
    }
}

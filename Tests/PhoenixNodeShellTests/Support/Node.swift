import Foundation
import PhoenixModel
import PhoenixNodeShell
import TestPrograms

/// A node whose sshd listens on a loopback port, with keys and settings of its own.
final class Node: Sendable {
    let name: NodeName = "pve1"
    let folder: TemporaryFolder
    let port: LoopbackPort

    /// Where the stand-ins for a node's programs lie.
    static let programs =
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path + "/Nodes"
    static let path = programs + ":" + NodeEnvironment.standardPath

    /// A forgotten sshd ends by itself after this time.
    private static let secondsMaximum = 280

    init() async throws {
        folder = try TemporaryFolder()
        port = try LoopbackPort()
        for key in ["host", "other", "client", "stranger"] {
            try await execute("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", key, "-f", folder[key])
        }
        try FileManager.default.copyItem(atPath: folder["client.pub"], toPath: folder["authorized"])
        try pin("host")
        try configure("")
    }

    private var configuration: String {
        """
        Port \(port.number)
        ListenAddress 127.0.0.1
        HostKey \(folder["host"])
        AuthorizedKeysFile \(folder["authorized"])
        StrictModes no
        UsePAM no
        PasswordAuthentication no
        PidFile none
        LogLevel VERBOSE

        """
    }

    /// Adds a line to sshd's settings, before it starts.
    func configure(_ line: String) throws {
        try (configuration + line + "\n").write(toFile: folder["config"], atomically: true, encoding: .utf8)
    }

    /// Makes a key the only one that is known of the node.
    func pin(_ key: String) throws {
        let text = try String(contentsOfFile: folder[key + ".pub"], encoding: .utf8)
        try "[127.0.0.1]:\(port.number) \(text)".write(toFile: folder["known"], atomically: true, encoding: .utf8)
    }

    var settings: SecureShellSettings {
        var settings = SecureShellSettings(knownHostsFile: folder["known"], controlFolder: folder["c"])
        settings.user = NSUserName()
        settings.port = port.number
        settings.privateKeyFile = folder["client"]
        settings.addresses = [name: "127.0.0.1"]
        settings.path = Self.path
        return settings
    }

    /// How many TCP connections sshd has accepted.
    var connectionCount: Int {
        let log = (try? String(contentsOfFile: folder["log"], encoding: .utf8)) ?? ""
        return log.split(whereSeparator: \.isNewline).count { $0.hasPrefix("Connection from ") }
    }

    /// The control sockets of connections that are there.
    var sockets: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder["c"])) ?? []
        return names.map { folder["c"] + "/" + $0 }
    }

    /// Starts sshd; it is ended by `stop`.
    func start() async throws -> SpawnedProgram {
        // Started as root, sshd wants this folder, which its service would have made.
        if geteuid() == 0 {
            try FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
        }
        let log = folder["log"]
        let count = Self.listeningCount(log)
        var setting = SpawnedProgram.Setting()
        (setting.output, setting.errors) = (log, log)
        let program = try SpawnedProgram(
            [
                "timeout", "--kill-after=1", "\(Self.secondsMaximum)", "/usr/sbin/sshd", "-D", "-e", "-f",
                folder["config"],
            ], setting)
        try await eventually("sshd") { Self.listeningCount(log) > count ? () : nil }
        return program
    }

    private static func listeningCount(_ log: String) -> Int {
        ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(whereSeparator: \.isNewline)
            .count { $0.contains("Server listening on") }
    }

    /// Kills the processes that serve connections.
    func breakConnections(_ server: SpawnedProgram) {
        for listener in children(of: server.identifier) {
            for session in children(of: listener) { kill(session, SIGKILL) }
        }
    }

    func stop(_ server: SpawnedProgram) async throws {
        breakConnections(server)
        server.send(signal: SIGTERM)
        try await eventually("sshd's end") { server.isRunning ? nil : () }
    }
}

/// What a program says on both streams until its end; throws if it fails.
@discardableResult
func execute(_ words: String...) async throws -> String {
    let ending = try await RecordedProgram(words).ended()
    let text = ending.text + ending.errorText
    guard ending.status == 0 else { throw NotReady("\(words): \(text)") }
    return text
}

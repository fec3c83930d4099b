import Foundation
import PhoenixModel
import PhoenixNodeShell

/// A node whose sshd listens on a loopback port, with keys and settings of its own.
final class Node: Sendable {
    let name: NodeName = "pve1"
    let folder: TemporaryFolder
    let port: Int

    /// Where the stand-ins for a node's programs lie.
    static let programs =
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path + "/Nodes"
    static let path = programs + ":" + NodeEnvironment.standardPath

    /// A forgotten sshd ends by itself after this time.
    private static let secondsMaximum = 120

    init() async throws {
        folder = try TemporaryFolder()
        port = try freePort()
        for key in ["host", "other", "client", "stranger"] {
            try await execute("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", key, "-f", folder[key])
        }
        try FileManager.default.copyItem(atPath: folder["client.pub"], toPath: folder["authorized"])
        try pin("host")
        try configure("")
    }

    private var configuration: String {
        """
        Port \(port)
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
        try "[127.0.0.1]:\(port) \(text)".write(toFile: folder["known"], atomically: true, encoding: .utf8)
    }

    var settings: SecureShellSettings {
        var settings = SecureShellSettings(knownHostsFile: folder["known"], controlFolder: folder["c"])
        settings.user = NSUserName()
        settings.port = port
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
    func start() async throws -> Process {
        // Started as root, sshd wants this folder, which its service would have made.
        if geteuid() == 0 {
            try FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
        }
        let log = folder["log"]
        let count = Self.listeningCount(log)
        if !FileManager.default.fileExists(atPath: log) { try Data().write(to: URL(filePath: log)) }
        let handle = try FileHandle(forWritingTo: URL(filePath: log))
        try handle.seekToEnd()
        let process = Process()
        // A process started from a thread of the pool inherits that every signal is blocked, also the one to end it.
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "--default-signal", "timeout", "--kill-after=1", "\(Self.secondsMaximum)", "/usr/sbin/sshd", "-D", "-e",
            "-f", folder["config"],
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        try await eventually("sshd") { Self.listeningCount(log) > count ? () : nil }
        return process
    }

    private static func listeningCount(_ log: String) -> Int {
        ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(whereSeparator: \.isNewline)
            .count { $0.contains("Server listening on") }
    }

    /// Kills the processes that serve connections.
    func breakConnections(_ server: Process) {
        for listener in children(of: server.processIdentifier) {
            for session in children(of: listener) { kill(session, SIGKILL) }
        }
    }

    func stop(_ server: Process) async throws {
        breakConnections(server)
        server.terminate()
        try await eventually("sshd's end") { server.isRunning ? nil : () }
    }
}

/// Runs a program to its end without blocking a thread of the pool; throws if it fails.
@discardableResult
func execute(_ words: String...) async throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["--default-signal", "timeout", "60"] + words
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = await withCheckedContinuation { continuation in
        Thread.detachNewThread {
            let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            continuation.resume(returning: text)
        }
    }
    guard process.terminationStatus == 0 else { throw NotReady(description: "\(words): \(text)") }
    return text
}

/// A port that was free a moment ago.
func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(descriptor, $0, size) == 0 ? getsockname(descriptor, $0, &size) : -1
        }
    }
    guard status == 0 else { throw NotReady(description: "a free port") }
    return Int(UInt16(bigEndian: address.sin_port))
}

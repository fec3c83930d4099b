import Foundation
import PhoenixModel
import PhoenixPorts
import PhoenixProxmox
import PhoenixProxmoxHTTPS
import Synchronization

/// fakepve (PyPI), a Proxmox VE in memory that others wrote, as a process of its own on the loopback interface.
final class Fakepve: Sendable {
    /// The one that the contract is tried on.
    @TaskLocal static var current: Fakepve?

    private let process: Mutex<Process>
    private let address: String
    private let fingerprint: String
    private let nextNumber = Mutex(7000)

    /// Starts it with what the simulator's homelab holds; its Python environment is installed unless it is there.
    static func start() async throws -> Fakepve {
        let installer = Process()
        installer.executableURL = root.appending(path: "scripts/proxmox-clients")
        let environment = try await firstLines(1, of: installer)[0]
        let process = Process()
        process.executableURL = root.appending(path: environment + "/bin/python")
        process.arguments = ["-B", "-W", "ignore", "Tests/SimulatorClients/serve_fakepve.py", "--for-phoenix"]
        process.currentDirectoryURL = root
        let lines = try await firstLines(2, of: process)
        guard let place = lines[0].range(of: "https://") else {
            process.terminate()
            throw Failure(.hostUnreachable, "fakepve said '\(lines[0])'", remedy: "look at serve_fakepve.py")
        }
        return Fakepve(process, address: String(lines[0][place.lowerBound...]), fingerprint: lines[1])
    }

    private init(_ process: sending Process, address: String, fingerprint: String) {
        self.process = Mutex(process)
        self.address = address
        self.fingerprint = fingerprint
    }

    /// Ends the process by force: threads of Swift's concurrency block other signals, and what they start inherits that.
    func end() { process.withLock { _ = kill($0.processIdentifier, SIGKILL) } }

    /// With root's token, trusting this server's own certificate. Not with its password: fakepve does not unescape cookies, so
    /// it knows no ticket as Phoenix shows it, and as Proxmox reads it (behaviour 4.1).
    func connection() throws -> ProxmoxConnection {
        try ProxmoxConnection(
            ConnectionSettings(
                addresses: [try ServerAddress(address)], trust: .pinned(try CertificateFingerprint(fingerprint)),
                credentials: try ProxmoxCredentials(
                    token: "root@pam!conf", secret: Secret("11111111-2222-3333-4444-555555555555"))))
    }

    /// The first of ten numbers that nobody else uses.
    func takeNumbers() -> Int {
        nextNumber.withLock { number in
            defer { number += 10 }
            return number
        }
    }

    /// Starts a program and reads the lines that it prints first, on a thread of its own, as reading waits.
    private static func firstLines(_ count: Int, of process: Process) async throws -> [String] {
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let descriptor = pipe.fileHandleForReading.fileDescriptor
        let text = await withCheckedContinuation { (ended: CheckedContinuation<String, Never>) in
            Thread.detachNewThread {
                var bytes: [UInt8] = []
                var byte: UInt8 = 0
                while bytes.count(where: { $0 == 10 }) < count, read(descriptor, &byte, 1) == 1 { bytes.append(byte) }
                ended.resume(returning: String(decoding: bytes, as: UTF8.self))
            }
        }
        let lines = text.split(separator: "\n").map(String.init)
        guard lines.count == count else {
            process.terminate()
            throw Failure(.hostUnreachable, "a program printed '\(text)'", remedy: "look at its error output")
        }
        withExtendedLifetime(pipe) {}
        return lines
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
}

/// A clock that stands still: fakepve's tasks have ended when it answers, so nothing is waited for.
struct StandingClock: WorldClock {
    func now() async -> Instant { Instant(milliseconds: 1_767_225_600_000) }

    func sleep(until deadline: Instant) async {}
}

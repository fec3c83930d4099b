import Foundation
import PhoenixModel
import PhoenixPorts
import PhoenixProxmox
import PhoenixProxmoxHTTPS
import Synchronization
import TestPrograms

/// fakepve (PyPI), a Proxmox VE in memory that others wrote, as a process of its own on the loopback interface.
final class Fakepve: Sendable {
    /// The one that the contract is tried on.
    @TaskLocal static var current: Fakepve?

    private let program: RecordedProgram
    private let address: String
    private let fingerprint: String
    private let nextNumber = Mutex(7000)

    /// Starts it with what the simulator's homelab holds; its Python environment is installed unless it is there.
    static func start() async throws -> Fakepve {
        let installer = try RecordedProgram([root.appending(path: "scripts/proxmox-clients").path])
        let installed = await installer.ended(withinSeconds: 600)
        guard installed.status == 0 else { throw NotReady("fakepve: \(installed.errorText)") }
        let python = root.appending(path: installed.text.dropLast() + "/bin/python").path
        let program = try RecordedProgram(
            [python, "-B", "-W", "ignore", "Tests/SimulatorClients/serve_fakepve.py", "--for-phoenix"], in: root.path)
        let lines = try await eventually("fakepve: \(program.errorsSoFar)") {
            let lines = program.outputSoFar.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            return lines.count < 2 ? nil : lines.map(String.init)
        }
        guard let place = lines[0].range(of: "https://") else { throw NotReady("fakepve: \(lines[0])") }
        return Fakepve(program, address: String(lines[0][place.lowerBound...]), fingerprint: lines[1])
    }

    private init(_ program: RecordedProgram, address: String, fingerprint: String) {
        self.program = program
        self.address = address
        self.fingerprint = fingerprint
    }

    func end() { program.send(signal: SIGKILL) }

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

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
}

/// A clock that stands still: fakepve's tasks have ended when it answers, so nothing is waited for.
struct StandingClock: WorldClock {
    func now() async -> Instant { Instant(milliseconds: 1_767_225_600_000) }

    func sleep(until deadline: Instant) async {}
}

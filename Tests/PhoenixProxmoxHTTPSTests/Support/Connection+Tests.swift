import Foundation
import PhoenixModel
import PhoenixProxmox
import PhoenixProxmoxHTTPS
import Synchronization

extension ProxmoxConnection {
    /// A connection to servers of the loopback, by token unless told otherwise, with patience for a busy machine.
    static func open(
        ports: [Int], host: String = "127.0.0.1", trust: CertificateTrust, credentials: ProxmoxCredentials? = nil,
        clock: TestClock = TestClock(), configure: (inout ConnectionLimits) -> Void = { _ in }
    ) throws -> ProxmoxConnection {
        var settings = try ConnectionSettings(
            addresses: try ports.map { port throws(Failure) in try ServerAddress("https://\(host):\(port)") },
            trust: trust, credentials: try credentials ?? .testToken())
        settings.limits.connectSeconds = 120
        settings.limits.requestSeconds = 120
        configure(&settings.limits)
        return try ProxmoxConnection(settings, now: clock.now)
    }

    /// The same to a server that is known by its fingerprint.
    static func open(
        _ server: FaultyServer, credentials: ProxmoxCredentials? = nil, clock: TestClock = TestClock(),
        configure: (inout ConnectionLimits) -> Void = { _ in }
    ) throws -> ProxmoxConnection {
        try open(
            ports: [server.port], trust: .pinned(try CertificateFingerprint(server.fingerprint)),
            credentials: credentials, clock: clock, configure: configure)
    }
}

extension ProxmoxCredentials {
    static func testToken() throws(Failure) -> ProxmoxCredentials {
        try ProxmoxCredentials(token: "root@pam!phoenix", secret: Secret("secret"))
    }

    static func testUser(password: String = "password") throws(Failure) -> ProxmoxCredentials {
        try ProxmoxCredentials(user: "root@pam", password: Secret(password))
    }
}

/// Seconds that pass only when they are told to.
final class TestClock: Sendable {
    private let seconds = Mutex(0.0)

    var now: @Sendable () -> Double { { self.seconds.withLock { $0 } } }

    func advance(seconds more: Double) { seconds.withLock { $0 += more } }
}

/// Calls that stand for all others.
enum Call {
    static let read = ProxmoxRequest(.get, "/version")
    static let write = ProxmoxRequest(.post, "/nodes/pve1/lxc/101/status/start")
    static let text = PhoenixProxmox.Endpoint<String>(.get, "/version")
}

/// How a call ended, for tables.
enum End: Hashable, Sendable {
    case status(Int)
    case unreachable, lost, other

    static func of(_ request: ProxmoxRequest, through connection: ProxmoxConnection) async -> (End, cause: String) {
        do throws(ProxmoxError) {
            return (.status(try await connection.send(request).status), "")
        } catch {
            switch error {
            case .unreachable(let cause): return (.unreachable, cause)
            case .lost(let cause): return (.lost, cause)
            case .refused, .unreadable: return (.other, "\(error)")
            }
        }
    }
}

/// A file that lives as long as the body runs.
func withFile<Value>(_ text: String, _ body: (_ path: String) async throws -> Value) async throws -> Value {
    let file = FileManager.default.temporaryDirectory.appending(path: "phoenix-\(UUID().uuidString).pem")
    try text.write(to: file, atomically: true, encoding: .utf8)
    do {
        let value = try await body(file.path)
        try FileManager.default.removeItem(at: file)
        return value
    } catch {
        try FileManager.default.removeItem(at: file)
        throw error
    }
}

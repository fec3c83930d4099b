import PhoenixModel
import PhoenixProxmox
import PhoenixProxmoxHTTPS
import PhoenixSimulator
import PhoenixSimulatorAPI
import PhoenixSimulatorServer
import ProxmoxAccess
import ProxmoxSchema
import Synchronization

/// The simulated Proxmox behind its real HTTPS server, with a record of what it was asked.
final class SimulatedProxmox: Sendable {
    let api: SimulatedAPI
    let server: Server
    /// Tickets grow old by this clock, on both sides.
    let clock: TestClock
    private let log: Log

    private final class Log: Sendable {
        let records = Mutex<[ExchangeRecord]>([])
    }

    var records: [ExchangeRecord] { log.records.withLock { $0 } }
    var logins: [ExchangeRecord] { records.filter { $0.request.path == "/api2/json/access/ticket" } }

    /// What was asked beside logins.
    var calls: [ExchangeRecord] { records.filter { $0.request.path != "/api2/json/access/ticket" } }

    static func start(
        configure: (inout ServerConfiguration) -> Void = { _ in }
    ) async throws -> SimulatedProxmox {
        var cluster = Scenario.homelab
        try cluster.access.setPassword("password", of: "root@pam")
        var token = TokenChange()
        token.hasSeparatePrivileges = false
        try cluster.access.addToken("phoenix", of: "root@pam", token, secret: "secret")
        let clock = TestClock()
        let api = SimulatedAPI(
            cluster, table: try EndpointTable(.version9_2), pace: .virtual,
            clock: .init(elapsed: { .seconds(clock.now()) }, sleep: { _ in }))
        var configuration = ServerConfiguration(certificate: .selfSigned(nodeNames: ["pve1"]))
        configuration.limits.inactivitySeconds = 300
        // A refused login is held back, but not here.
        configuration.clock = ServerClock(secondsSince1970: { 0 }, wait: { _ in })
        let log = Log()
        configuration.record = { record in log.records.withLock { $0.append(record) } }
        configure(&configuration)
        let server = try await Server.start(handler: api, configuration: configuration)
        return SimulatedProxmox(api: api, server: server, clock: clock, log: log)
    }

    private init(api: SimulatedAPI, server: Server, clock: TestClock, log: Log) {
        (self.api, self.server, self.clock, self.log) = (api, server, clock, log)
    }

    var port: Int { server.address.port }

    /// How many connections calls came over.
    var usedConnectionCount: Int { Set(records.map(\.request.peer.port)).count }

    /// The statuses of what was asked beside logins.
    var callStatuses: [Int] { calls.map(\.answer.status) }

    /// The comment of a pool; nil if there is no such pool.
    func comment(ofPool name: String) -> String? { api.cluster.access.pools[name]?.comment }

    func setPassword(_ password: String) throws {
        try api.change { cluster in Result { try cluster.access.setPassword(password, of: "root@pam") } }.get()
    }

    func stop() async { await server.stop() }

    func open(
        _ credentials: ProxmoxCredentials? = nil, configure: (inout ConnectionLimits) -> Void = { _ in }
    ) throws -> ProxmoxConnection {
        try .open(
            ports: [server.address.port], trust: .pinned(try CertificateFingerprint(server.fingerprint)),
            credentials: credentials, clock: clock, configure: configure)
    }
}

/// Runs a test against a simulated Proxmox and a connection to it, and ends both.
func withProxmox(
    _ credentials: ProxmoxCredentials? = nil,
    configure: (inout ConnectionLimits) -> Void = { _ in },
    configureServer: (inout ServerConfiguration) -> Void = { _ in },
    _ test: (SimulatedProxmox, ProxmoxConnection) async throws -> Void
) async throws {
    let proxmox = try await SimulatedProxmox.start(configure: configureServer)
    let connection = try proxmox.open(credentials, configure: configure)
    do {
        try await test(proxmox, connection)
    } catch {
        await connection.close()
        await proxmox.server.stop()
        throw error
    }
    await connection.close()
    await proxmox.server.stop()
}

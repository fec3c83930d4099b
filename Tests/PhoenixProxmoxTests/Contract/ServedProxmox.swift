import PhoenixModel
import PhoenixProxmoxHTTPS
import PhoenixSimulatorAPI
import PhoenixSimulatorServer

/// The simulated Proxmox behind its HTTPS server, for as long as somebody holds this.
final class ServedProxmox: Sendable {
    let api: SimulatedAPI
    private let server: Server

    /// - Parameter handler: what answers instead of the API itself.
    static func start(_ api: SimulatedAPI, handler: (any APIHandler)? = nil) async throws -> ServedProxmox {
        let configuration = ServerConfiguration(certificate: .selfSigned(nodeNames: ["pve1"]))
        return ServedProxmox(api, try await Server.start(handler: handler ?? api, configuration: configuration))
    }

    private init(_ api: SimulatedAPI, _ server: Server) {
        self.api = api
        self.server = server
    }

    deinit {
        let server = server
        Task { await server.stop() }
    }

    /// As root with its password, trusting this server's own certificate.
    func connection() throws -> ProxmoxConnection {
        try ProxmoxConnection(
            ConnectionSettings(
                addresses: [try ServerAddress("https://127.0.0.1:\(server.address.port)")],
                trust: .pinned(try CertificateFingerprint(server.fingerprint)),
                credentials: try ProxmoxCredentials(user: "root@pam", password: Secret("password"))))
    }
}

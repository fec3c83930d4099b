import Foundation
import PhoenixProxmox
import PhoenixSimulator
import PhoenixSimulatorAPI
import PhoenixSimulatorJoined
import ProxmoxAccess
import ProxmoxSchema
import Testing

/// The simulated Proxmox's API, joined to the client without sockets.
struct JoinedServer: ProxmoxServer {
    let api: SimulatedAPI
    /// Whether requests that not every version takes are a mistake.
    private let checksRequests: Bool
    private var credentials: HeaderFields = ["Authorization": "PVEAPIToken=root@pam!phoenix=secret"]

    init(_ cluster: Cluster, profile: Profile = .version9_2, checksRequests: Bool = true) throws {
        self.checksRequests = checksRequests
        var cluster = cluster
        try cluster.access.setPassword("password", of: "root@pam")
        var change = TokenChange()
        change.hasSeparatePrivileges = false
        try cluster.access.addToken("phoenix", of: "root@pam", change, secret: "secret")
        api = SimulatedAPI(cluster, table: try Self.table(profile), pace: .virtual, clock: .frozen)
    }

    /// Each is read once: that takes most of a second in a debug build.
    private static func table(_ profile: Profile) throws -> EndpointTable {
        switch profile {
        case .version9_2: try newTable.get()
        case .version8_4: try oldTable.get()
        }
    }

    private static let newTable = Result { try EndpointTable(.version9_2) }
    private static let oldTable = Result { try EndpointTable(.version8_4) }

    /// Works as root with its password from now on, which may do what no token may.
    mutating func logIn() async throws {
        struct Ticket: Decodable, Sendable { let ticket, CSRFPreventionToken: String }
        credentials = [:]
        let ticket = try await answer(
            PhoenixProxmox.Endpoint<Ticket>(.post, "/access/ticket", ["username": "root@pam", "password": "password"]))
        credentials = ["Cookie": "PVEAuthCookie=\(ticket.ticket)", "CSRFPreventionToken": ticket.CSRFPreventionToken]
    }

    /// Works with this token from now on: `phoenix@pve!phoenix=secret`.
    mutating func use(token: String) { credentials = ["Authorization": "PVEAPIToken=\(token)"] }

    /// Every request of the driver has to be one that both versions of Proxmox know.
    ///
    /// The doctor's look at certificates is not in the part of Proxmox's schema that the simulator has.
    private static func check(_ request: ProxmoxRequest) {
        if request.path.text.hasSuffix("/certificates/info") { return }
        for table in [try? newTable.get(), try? oldTable.get()].compactMap(\.self) {
            let path = request.path.text.removingPercentEncoding ?? request.path.text
            guard case .found(let endpoint, let place) = table.lookUp(request.method.rawValue, path) else {
                Issue.record("\(table.profile) has no \(request)")
                continue
            }
            do {
                let given = FormDecoding.parameters(request.parameters.encoded.utf8)
                _ = try endpoint.check(try RequestParameters(path: place, given: given))
            } catch {
                Issue.record("\(table.profile) does not take \(request) \(request.parameters.fields): \(error)")
            }
        }
    }

    func send(_ request: ProxmoxRequest) async throws(ProxmoxError) -> ProxmoxAnswer {
        if checksRequests { Self.check(request) }
        return try await api.answer(request, headerFields: credentials)
    }
}

import Foundation
import PhoenixProxmox
import PhoenixSimulator
import PhoenixSimulatorAPI
import ProxmoxAccess
import ProxmoxSchema

/// The simulated Proxmox's API, joined to the client without sockets.
struct JoinedServer: ProxmoxServer {
    let api: SimulatedAPI
    private var credentials: HeaderFields = ["Authorization": "PVEAPIToken=root@pam!phoenix=secret"]

    init(_ cluster: Cluster, profile: Profile = .version9_2) throws {
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

    func send(_ request: ProxmoxRequest) async throws(ProxmoxError) -> ProxmoxAnswer {
        var fields = credentials
        if let body = request.body {
            fields.append("Content-Type", "application/x-www-form-urlencoded")
            fields.append("Content-Length", String(body.count))
        }
        let head = RequestHead(
            method: request.method.rawValue, target: RequestTarget(request.target), version: .oneDotOne,
            headerFields: fields)
        let answer = await api.answer(
            APIRequest(head: head, content: .read(request.body ?? []), peer: .loopback))
        if answer.isLost { throw .lost("the connection was cut") }
        return ProxmoxAnswer(status: answer.status, reason: answer.reason.text, body: Data(answer.body))
    }
}

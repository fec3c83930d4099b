import Foundation
import PhoenixModel
import PhoenixSimulator
import PhoenixSimulatorAPI
import ProxmoxAccess
import ProxmoxSchema
import Testing

/// A client of the API, joined to it without sockets.
final class Client {
    let api: SimulatedAPI
    /// As the header `Authorization` has it; nil for nobody.
    var authorization: String? = "PVEAPIToken=root@pam!conf=secret"
    private var otherFields: HeaderFields = [:]

    init(
        _ cluster: Cluster = Scenario.homelab, profile: Profile = .version9_2, pace: Pace = .virtual,
        clock: SimulatedAPI.RealTime = .frozen
    ) throws {
        var cluster = cluster
        var change = TokenChange()
        change.hasSeparatePrivileges = false
        try cluster.access.addToken("conf", of: "root@pam", change, secret: "secret")
        try cluster.access.setPassword("password", of: "root@pam")
        api = SimulatedAPI(cluster, table: try EndpointTable(profile), pace: pace, clock: clock)
    }

    /// What came back.
    struct Answer {
        let status: Int
        let reason: String
        let text: String
        let value: Any?
        /// Whether the connection was cut without an answer.
        let isLost: Bool

        init(_ answer: APIAnswer) {
            status = answer.status
            reason = answer.reason.text
            text = String(decoding: answer.body, as: UTF8.self)
            isLost = answer.isLost
            value = try? JSONSerialization.jsonObject(with: Data(answer.body), options: [.fragmentsAllowed])
        }

        var members: [String: Any] { value as? [String: Any] ?? [:] }
        var data: Any? { members["data"] }
        var object: [String: Any] { data as? [String: Any] ?? [:] }
        var list: [[String: Any]] { data as? [[String: Any]] ?? [] }
        var errors: [String: String] { members["errors"] as? [String: String] ?? [:] }
        var upid: String { data as? String ?? "" }
    }

    func get(_ path: String, _ query: [String: String] = [:]) async -> Answer { await ask("GET", path, query: query) }
    func post(_ path: String, _ form: [String: String] = [:]) async -> Answer { await ask("POST", path, form: form) }
    func put(_ path: String, _ form: [String: String] = [:]) async -> Answer { await ask("PUT", path, form: form) }
    func delete(_ path: String, _ query: [String: String] = [:]) async -> Answer {
        await ask("DELETE", path, query: query)
    }

    /// One request; a form goes into the body.
    func ask(
        _ method: String, _ path: String, query: [String: String] = [:], form: [String: String] = [:]
    ) async -> Answer {
        await send(method, path, query: Self.encoded(query), body: Self.encoded(form))
    }

    func send(
        _ method: String, _ path: String, query: String, body: String, format: String = "json"
    ) async -> Answer {
        var fields = otherFields
        if let authorization { fields.append("Authorization", authorization) }
        if !body.isEmpty {
            fields.append("Content-Type", "application/x-www-form-urlencoded")
            fields.append("Content-Length", String(body.utf8.count))
        }
        let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
        let queries = [parts.count > 1 ? parts[1] : "", query].filter { !$0.isEmpty }.joined(separator: "&")
        let target = "/api2/\(format)" + parts[0] + (queries.isEmpty ? "" : "?" + queries)
        let head = RequestHead(
            method: method, target: RequestTarget(target), version: .oneDotOne, headerFields: fields)
        switch Admission(head) {
        case .refused(let answer): return Answer(answer)
        case .admitted(.leave(let refusal)):
            return Answer(await api.answer(APIRequest(head: head, content: .unread(refusal), peer: .loopback)))
        case .admitted(.read):
            return Answer(
                await api.answer(APIRequest(head: head, content: .read(Array(body.utf8)), peer: .loopback)))
        }
    }

    /// Logs in with a password, and writes with the ticket from then on.
    func logIn(_ user: String = "root@pam", password: String = "password") async throws {
        authorization = nil
        let answer = await post("/access/ticket", ["username": user, "password": password])
        let ticket = try #require(answer.object["ticket"] as? String)
        let token = try #require(answer.object["CSRFPreventionToken"] as? String)
        otherFields = ["Cookie": "PVEAuthCookie=\(ticket)", "CSRFPreventionToken": token]
    }

    /// Leaves the token against foreign pages out of later requests.
    func forgetToken() { otherFields.remove("CSRFPreventionToken") }

    /// One request to what Proxmox does not have.
    func control(_ method: String, _ name: String, _ body: String) async -> Answer {
        let request = APIRequest(method: method, path: "/simulator/\(name)", content: .read(Array(body.utf8)))
        return Answer(await api.answer(request))
    }

    /// A command in the shell of `pve1`.
    func shell(_ command: String..., input: String? = nil) async -> ShellResult {
        api.change { $0.run(ShellOrder(node: "pve1", command: command, input: input)) }
    }

    /// The exit status of the task that an answer names.
    func exitStatus(_ answer: Answer) async -> String {
        let node = answer.upid.split(separator: ":").dropFirst().first.map(String.init) ?? ""
        let status = await get("/nodes/\(node)/tasks/\(answer.upid)/status")
        return status.object["exitstatus"] as? String ?? "\(answer.status) \(answer.reason)"
    }

    private static func encoded(_ values: [String: String]) -> String {
        values.sorted { $0.key < $1.key }.map { "\($0.key)=\(encoded($0.value))" }.joined(separator: "&")
    }

    static func encoded(_ text: String) -> String { ConfigurationText.encodedComponent(text) }
}

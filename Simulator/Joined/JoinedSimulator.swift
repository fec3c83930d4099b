import Foundation
import PhoenixModel
import PhoenixProxmox
import PhoenixSimulator
import PhoenixSimulatorAPI
import ProxmoxAccess
import ProxmoxSchema

/// A simulated cluster behind Proxmox's API, without a socket between: what is asked of a real host can be asked of it.
struct JoinedSimulator: ProxmoxServer, NodeShell {
    /// As whom it is asked.
    static let token = "root@pam!joined"

    private let api: SimulatedAPI
    private let headerFields: HeaderFields

    /// The cluster as it is now.
    var cluster: Cluster { api.cluster }

    /// - Parameter cluster: answers as it is; nothing that is asked changes the original.
    init(_ cluster: Cluster, profile: Profile = .version9_2) throws(Failure) {
        var cluster = cluster
        // Nobody but this process ever gets to it, so the secret protects nothing.
        let secret = "joined"
        var change = TokenChange()
        change.hasSeparatePrivileges = false
        do {
            cluster.access = AccessControl()
            cluster.access.profile = profile == .version9_2 ? .version9_2 : .version8_4
            try cluster.access.addToken("joined", of: "root@pam", change, secret: secret)
            api = SimulatedAPI(cluster, table: try EndpointTable(profile), pace: .virtual, clock: .frozen)
        } catch {
            throw Failure(
                .internalDefect, "the simulated host cannot be asked as Proxmox is", remedy: "report this defect",
                causes: ["\(error)"])
        }
        headerFields = ["Authorization": "PVEAPIToken=\(Self.token)=\(secret)"]
    }

    func send(_ request: ProxmoxRequest) async throws(ProxmoxError) -> ProxmoxAnswer {
        var fields = headerFields
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

    func run(_ command: NodeCommand) async throws(NodeShellError) -> NodeCommandResult {
        guard let node = api.cluster.nodes[command.node], node.isOnline else {
            throw .unreachable("there is no such node, or it is offline")
        }
        let order = ShellOrder(
            node: command.node.text, command: command.words, input: String(decoding: command.input, as: UTF8.self))
        let result = api.change { $0.run(order) }
        return NodeCommandResult(
            exitCode: result.exitCode, output: Array(result.output.utf8), errorOutput: Array(result.errorOutput.utf8))
    }
}

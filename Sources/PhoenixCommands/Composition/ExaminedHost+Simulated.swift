import Foundation
import PhoenixModel
import PhoenixProxmox
import PhoenixSimulator
import PhoenixSimulatorAPI
import ProxmoxAccess
import ProxmoxSchema

extension ExaminedHost {
    /// A simulated cluster behind its API, without sockets between; nothing of what is asked of it is kept.
    static func simulated(_ name: String) throws(Failure) -> ExaminedHost {
        var cluster = try self.cluster(name)
        let table: EndpointTable
        do {
            table = try EndpointTable(.version9_2)
            try cluster.access.addToken(
                "doctor", of: "root@pam", TokenChange(hasSeparatePrivileges: false), secret: SimulatedServer.secret)
        } catch {
            throw Failure(
                .internalDefect, "the simulated host cannot be examined", remedy: "report this defect",
                causes: ["\(error)"])
        }
        let server = SimulatedServer(api: SimulatedAPI(cluster, table: table))
        return ExaminedHost(
            server: server, shell: server, caller: .token("root@pam!doctor"), trust: "nothing lies between",
            now: cluster.now, note: "simulated host \(name): Proxmox VE 9.2 as it is simulated")
    }

    private static func cluster(_ name: String) throws(Failure) -> Cluster {
        if let cluster = Scenario.named(name) { return cluster }
        return try SimulatedHost(file: name, access: .readOnly).cluster
    }
}

/// The simulated API and the simulated nodes' shells, joined to the client in process.
private struct SimulatedServer: ProxmoxServer, NodeShell {
    let api: SimulatedAPI

    /// Protects nothing: the token lives and ends with the command.
    static let secret = "doctor"

    func send(_ request: ProxmoxRequest) async throws(ProxmoxError) -> ProxmoxAnswer {
        var fields: HeaderFields = ["Authorization": "PVEAPIToken=root@pam!doctor=\(Self.secret)"]
        if let body = request.body {
            fields.append("Content-Type", "application/x-www-form-urlencoded")
            fields.append("Content-Length", String(body.count))
        }
        let head = RequestHead(
            method: request.method.rawValue, target: RequestTarget(request.target), version: .oneDotOne,
            headerFields: fields)
        let answer = await api.answer(APIRequest(head: head, content: .read(request.body ?? []), peer: .loopback))
        if answer.isLost { throw .lost("the connection was cut") }
        return ProxmoxAnswer(status: answer.status, reason: answer.reason.text, body: Data(answer.body))
    }

    func run(_ command: NodeCommand) async throws(NodeShellError) -> NodeCommandResult {
        if command.words.starts(with: ["ls", "-d", "--"]) { return devices(command) }
        let order = ShellOrder(
            node: command.node.text, command: command.words, input: String(decoding: command.input, as: UTF8.self))
        let result = api.change { $0.run(order) }
        return NodeCommandResult(
            exitCode: result.exitCode, output: Array(result.output.utf8), errorOutput: Array(result.errorOutput.utf8))
    }

    /// The simulated nodes have device nodes and no other files.
    private func devices(_ command: NodeCommand) -> NodeCommandResult {
        let present = api.cluster.nodes[command.node]?.devices ?? []
        let wanted = command.words.dropFirst(3)
        let found = wanted.filter(present.contains)
        return NodeCommandResult(
            exitCode: found.count == wanted.count ? 0 : 2, output: Array(found.map { $0 + "\n" }.joined().utf8))
    }
}

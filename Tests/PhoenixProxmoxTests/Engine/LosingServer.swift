import PhoenixModel
import PhoenixProxmox
import PhoenixTestSupport
import Synchronization

/// A server whose answers to changes are stolen, with a note of the tasks that began whatever became of their answers.
final class LosingServer: ProxmoxServer {
    private let server: any ProxmoxServer
    private let thief: AnswerThief
    private let begun = Mutex<[String: Int]>([:])

    init(_ server: any ProxmoxServer, thief: AnswerThief) {
        self.server = server
        self.thief = thief
    }

    /// What began more than once: `POST /nodes/pve1/lxc vmid=101 × 2`.
    var repeated: [String] {
        begun.withLock { $0.filter { $0.value > 1 }.map { "\($0.key) × \($0.value)" }.sorted() }
    }

    func send(_ request: ProxmoxRequest) async throws(ProxmoxError) -> ProxmoxAnswer {
        guard request.isWrite else { return try await server.send(request) }
        let isLost = thief.strikes()
        if isLost, thief.moment == .beforeEffect { throw .lost("the connection was cut") }
        let answer = try await server.send(request)
        note(request, answer)
        if isLost { throw .lost("the connection was cut") }
        return answer
    }

    private func note(_ request: ProxmoxRequest, _ answer: ProxmoxAnswer) {
        guard answer.status == 200, String(decoding: answer.body, as: UTF8.self).contains("UPID:") else { return }
        let names = request.parameters.fields.filter { ["vmid", "newid", "snapname"].contains($0.name) }
        let key = "\(request)" + names.map { " \($0.name)=\($0.value)" }.joined()
        begun.withLock { $0[key, default: 0] += 1 }
    }
}

/// A node's shell with the same thief. Looks at a node count for nothing: what one does not show is seen with the next.
struct LosingNodeShell: NodeShell {
    let shell: any NodeShell
    let thief: AnswerThief

    func run(_ command: NodeCommand) async throws(NodeShellError) -> NodeCommandResult {
        let isLook = command.words.dropFirst(3).starts(with: ["phoenix-node", "look"])
        let isLost = !isLook && thief.strikes()
        if isLost, thief.moment == .beforeEffect { throw .lost("the connection was cut") }
        let result = try await shell.run(command)
        if isLost { throw .lost("the connection was cut") }
        return result
    }
}

import Foundation
import PhoenixModel
package import PhoenixProxmox
import PhoenixSimulator
package import PhoenixSimulatorAPI

extension SimulatedAPI {
    /// What Phoenix's client would read if there were a connection between.
    ///
    /// - Parameter headerFields: who asks.
    package func answer(
        _ request: ProxmoxRequest, headerFields: HeaderFields
    ) async throws(ProxmoxError) -> ProxmoxAnswer {
        var fields = headerFields
        if let body = request.body {
            fields.append("Content-Type", "application/x-www-form-urlencoded")
            fields.append("Content-Length", String(body.count))
        }
        let head = RequestHead(
            method: request.method.rawValue, target: RequestTarget(request.target), version: .oneDotOne,
            headerFields: fields)
        let answer = await answer(APIRequest(head: head, content: .read(request.body ?? []), peer: .loopback))
        if answer.isLost { throw .lost("the connection was cut") }
        return ProxmoxAnswer(status: answer.status, reason: answer.reason.text, body: Data(answer.body))
    }

    /// What a node's shell would answer, reached by SSH.
    ///
    /// - Parameter letsTimePass: whether a look at a script goes on until there is something new to show.
    package func run(
        _ command: NodeCommand, letsTimePass: Bool
    ) throws(NodeShellError) -> NodeCommandResult {
        let order = ShellOrder(
            node: command.node.text, command: command.words, input: String(decoding: command.input, as: UTF8.self))
        let result = change { $0.run(order, letsTimePass: letsTimePass) }
        // What ssh says of itself, and not of the command.
        let errors = result.errorOutput
        if result.exitCode == 255, errors.hasPrefix("ssh: ") { throw .unreachable(errors) }
        if result.exitCode == 255, errors.contains("Permission denied (publickey") { throw .forbidden(errors) }
        if result.exitCode == 255, errors.contains("closed by remote host") { throw .lost(errors) }
        return NodeCommandResult(
            exitCode: result.exitCode, output: Array(result.output.utf8), errorOutput: Array(errors.utf8))
    }
}

import Foundation
import PhoenixModel

@testable import PhoenixProxmox

/// A server that answers like another one, but for what a test says.
struct StagedServer: ProxmoxServer {
    let inner: any ProxmoxServer
    /// What is answered to a call of that path, given what the other one answers.
    var answers: [String: @Sendable (ProxmoxAnswer) -> ProxmoxAnswer] = [:]

    func send(_ request: ProxmoxRequest) async throws(ProxmoxError) -> ProxmoxAnswer {
        let answer = try await inner.send(request)
        return answers[request.path.text]?(answer) ?? answer
    }

    /// Answers these data to a call of that path.
    mutating func stage(_ path: String, _ data: String) {
        answers[path] = { _ in ProxmoxAnswer(status: 200, reason: "OK", body: Data("{\"data\":\(data)}".utf8)) }
    }

    /// Changes a word of what is answered to a call of that path.
    mutating func stage(_ path: String, replacing word: String, by other: String) {
        answers[path] = { answer in
            let text = String(decoding: answer.body, as: UTF8.self).replacing(word, with: other)
            return ProxmoxAnswer(status: answer.status, reason: answer.reason, body: Data(text.utf8))
        }
    }

    /// Refuses a call of that path.
    mutating func refuse(_ path: String, _ status: Int, _ reason: String) {
        answers[path] = { _ in ProxmoxAnswer(status: status, reason: reason, body: Data()) }
    }
}

/// Nodes' shells that know some programs.
struct StagedShell: NodeShell {
    /// By the program's name; every other one is not there.
    var programs: [String: NodeCommandResult]
    var failure: NodeShellError?

    func run(_ command: NodeCommand) async throws(NodeShellError) -> NodeCommandResult {
        if let failure { throw failure }
        return programs[command.words.first ?? ""] ?? NodeCommandResult(exitCode: 127, output: [])
    }

    static func answer(_ text: String, exitCode: Int = 0) -> NodeCommandResult {
        NodeCommandResult(exitCode: exitCode, output: Array(text.utf8))
    }

    /// A node with a GPU.
    static let healthy = StagedShell(programs: [
        "pct": answer("VMID       Status     Lock         Name\n"),
        "sh": answer("device /dev/nvidia0\ndevice /dev/nvidiactl\n"),
        "nvidia-smi": answer("NVIDIA GeForce RTX 3090, 580.95.05\nNVIDIA GeForce RTX 3090, 580.95.05\n"),
    ])
}

/// A server that nobody reaches.
struct UnreachableServer: ProxmoxServer {
    func send(_ request: ProxmoxRequest) async throws(ProxmoxError) -> ProxmoxAnswer {
        throw .unreachable("connection refused")
    }
}

import PhoenixProxmox
import PhoenixSimulatorJoined

/// The way to a simulated Proxmox, on which others can read along: access logs hold paths, and lists of processes hold words.
struct OverheardDoor: ProxmoxServer, NodeShell {
    let simulator: JoinedSimulator
    /// Takes what can be read, and where.
    let hears: @Sendable (_ text: String, _ place: String) -> Void

    func send(_ request: ProxmoxRequest) async throws(ProxmoxError) -> ProxmoxAnswer {
        hears(request.target, "a request's path")
        return try await simulator.send(request)
    }

    func run(_ command: NodeCommand) async throws(NodeShellError) -> NodeCommandResult {
        hears(command.words.joined(separator: " "), "a node's list of processes")
        return try await simulator.run(command)
    }
}

import PhoenixProxmox
import PhoenixSimulatorJoined

/// The way to a simulated Proxmox, on which others can read along: access logs hold paths, and lists of processes hold words.
struct OverheardDoor: ProxmoxServer, NodeShell {
    let simulator: JoinedSimulator
    let hears: @Sendable (Overheard) -> Void

    func send(_ request: ProxmoxRequest) async throws(ProxmoxError) -> ProxmoxAnswer {
        hears(.text(request.target, place: "a request's path"))
        return try await simulator.send(request)
    }

    func run(_ command: NodeCommand) async throws(NodeShellError) -> NodeCommandResult {
        hears(.text(command.words.joined(separator: " "), place: "a node's list of processes"))
        return try await simulator.run(command)
    }
}

/// What comes by on the way to a host.
enum Overheard {
    /// What others can read, and where.
    case text(String, place: String)
    /// A script on its way was given a secret, so there is something that nobody may read.
    case secretGiven
}

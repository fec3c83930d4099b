import PhoenixModel

/// What faults do on the way to a node's shell.
extension Cluster {
    /// Changes a guest's configuration as root on its node, met by the faults of such changes.
    mutating func configureByShell(
        _ reference: GuestReference, _ write: (inout Cluster) throws(HostError) -> ShellResult
    ) throws(HostError) -> ShellResult {
        let operation = Fault.Operation.change(.configure)
        guard let fault = strike(operation, guest: reference.id)?.kind else { return try write(&self) }
        if let obstacle = try fault.shellObstacle(to: reference) { return obstacle }
        if fault == .lostBeforeEffect { return .disconnected(from: reference.node) }
        if let refusal = fault.immediateRefusal(of: operation) { throw refusal }
        let result = try write(&self)
        if case .slow(let seconds) = fault { advance(to: now.adding(seconds: seconds)) }
        return fault == .lostAfterEffect ? .disconnected(from: reference.node) : result
    }
}

extension Fault.Kind {
    /// What keeps an order from the shell: a refusal of the way itself, or one that the program on the node prints.
    func shellObstacle(to reference: GuestReference) throws(HostError) -> ShellResult? {
        switch self {
        case .forbidden: return .sshFailed("root@\(reference.node): Permission denied (publickey,password).")
        case .nodeOffline: return .sshFailed("ssh: connect to host \(reference.node) port 22: No route to host")
        default:
            if let refusal = refusal(on: reference) { throw refusal }
            return nil
        }
    }
}

extension ShellResult {
    fileprivate static func sshFailed(_ text: String) -> ShellResult {
        ShellResult(exitCode: 255, errorOutput: text + "\n")
    }

    /// The connection broke; nobody knows what became of the order.
    static func disconnected(from node: NodeName) -> ShellResult {
        sshFailed("Connection to \(node) closed by remote host.")
    }
}

package import PhoenixProxmox

/// Every way to the nodes' shells that Phoenix has: directly on the node that it runs on, over SSH to all others.
package enum NodeShells: NodeShell {
    /// Phoenix runs on a node that stands alone, or may enter no other.
    case local(LocalNodeShell)
    /// Phoenix runs on no node.
    case secure(SecureShell)
    /// Phoenix runs on one of several nodes.
    case both(LocalNodeShell, SecureShell)

    package func run(_ command: NodeCommand) async throws(NodeShellError) -> NodeCommandResult {
        switch self {
        case .local(let local): try await local.run(command)
        case .secure(let secure): try await secure.run(command)
        case .both(let local, _) where local.isHere(command.node): try await local.run(command)
        case .both(_, let secure): try await secure.run(command)
        }
    }

    /// Ends the connections that were made.
    package func close() async {
        switch self {
        case .local: break
        case .secure(let secure), .both(_, let secure): await secure.close()
        }
    }
}

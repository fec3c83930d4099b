/// The way to the nodes' own shells, for what no API gives: commands inside containers, and what the API leaves to root.
///
/// Every command ends: an adapter gives up after the command's time.
package protocol NodeShell: Sendable {
    /// Runs one command to its end; an exit code other than 0 is a result, not an error.
    func run(_ command: NodeCommand) async throws(NodeShellError) -> NodeCommandResult
}

/// Why nobody knows how a command on a node ended.
package enum NodeShellError: Error, Hashable, Sendable {
    /// There is no way to this node's shell, so the command was not begun; with the way's own words.
    case unreachable(String)
    /// The way is refused: an unknown host key, a key that may not enter.
    case forbidden(String)
    /// It was begun, and whether it took effect is not known: the connection broke, or its time was over.
    case lost(String)
}

/// No way to any node's shell.
package struct NoNodeShell: NodeShell {
    package init() {}

    package func run(_ command: NodeCommand) async throws(NodeShellError) -> NodeCommandResult {
        throw .unreachable("Phoenix was given no way to the shell of node \(command.node)")
    }
}

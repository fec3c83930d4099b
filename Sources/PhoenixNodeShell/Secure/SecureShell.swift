package import PhoenixModel
package import PhoenixProxmox

/// The shells of nodes over SSH, with OpenSSH's own client.
///
/// - One TCP connection and handshake per node serves all its commands, eight at a time.
/// - The node ends a command whose time is over, with its process group, also when the connection is gone; what gave
///   itself a session of its own lives on there. When the connection breaks, a command says more than 16 MiB on one stream
///   or nobody waits for it any more, it is `lost` and goes on there until its time is over or it writes to a stream.
/// - Nothing is trusted but the pinned host keys, nothing is asked, nothing is forwarded, and no file of ssh's settings
///   is read.
package actor SecureShell: NodeShell {
    private let settings: SecureShellSettings
    /// Control sockets of this object begin so: two Phoenixes never share a connection, because one would end it for both.
    private let socketStem: String
    private var connections: [NodeName: NodeConnection] = [:]

    /// Throws `settingsInvalid`.
    package init(_ settings: SecureShellSettings) throws(Failure) {
        try settings.check()
        try ControlFolder.prepare(settings.controlFolder)
        self.settings = settings
        socketStem = settings.controlFolder + "/" + String(UInt32.random(in: .min ... .max), radix: 16)
    }

    package nonisolated func run(_ command: NodeCommand) async throws(NodeShellError) -> NodeCommandResult {
        try command.check()
        guard SecureShellSettings.isPlain(host: settings.address(of: command.node)) else {
            throw .unreachable("node '\(command.node)' has no name that could be an address")
        }
        return try await connection(to: command.node).run(command)
    }

    /// Ends the connections; commands under way over them are lost. A later command connects anew.
    package func close() async {
        await withTaskGroup { [connections] group in
            for connection in connections.values { group.addTask { await connection.close() } }
        }
    }

    private func connection(to node: NodeName) -> NodeConnection {
        if let connection = connections[node] { return connection }
        let connection = NodeConnection(
            node: node, settings: settings, socketStem: "\(socketStem)-\(connections.count)")
        connections[node] = connection
        return connection
    }
}

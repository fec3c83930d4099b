package import PhoenixModel
package import PhoenixProxmox

/// The shell of the node that Phoenix itself runs on: commands are started directly.
///
/// - A program that is not there or may not be run gives exit code 127.
/// - When a command's time is over, or it says more than 16 MiB on one stream, its process group gets `TERM` and, five
///   seconds later, `KILL`; then it is `lost`. What gave itself a session of its own lives on.
package struct LocalNodeShell: NodeShell {
    private let node: NodeName
    private let path: String

    /// - Parameters:
    ///   - node: this node's own name; commands for others are refused.
    ///   - path: where programs are looked for.
    package init(node: NodeName, path: String = NodeEnvironment.standardPath) {
        self.node = node
        self.path = path
    }

    package func run(_ command: NodeCommand) async throws(NodeShellError) -> NodeCommandResult {
        guard command.node == node else {
            throw .unreachable("this is node \(node), and there is no way to node \(command.node) from here")
        }
        try command.check()
        do {
            return try await process(command).run().result(of: command)
        } catch let error as NodeShellError {
            throw error
        } catch let refusal as ProcessRefusal {
            return try refusal.result(of: command)
        } catch {
            throw .lost("\(command.name): \(error)")
        }
    }

    private func process(_ command: NodeCommand) -> ProcessRun {
        ProcessRun(
            words: command.words, input: command.input, environment: NodeEnvironment.variables(path: path),
            timeout: .seconds(max(1, command.timeoutSeconds)))
    }

    /// Whether commands for this node are run here.
    func isHere(_ other: NodeName) -> Bool { node == other }
}

extension ProcessEnding {
    /// Throws unless the command ended by itself.
    fileprivate func result(of command: NodeCommand) throws(NodeShellError) -> NodeCommandResult {
        if let loss = cause.loss(of: command) { throw loss }
        return NodeCommandResult(exitCode: exitCode, output: output.bytes, errorOutput: errorOutput.bytes)
    }
}

extension ProcessRefusal {
    fileprivate func result(of command: NodeCommand) throws(NodeShellError) -> NodeCommandResult {
        let program = command.words.first ?? ""
        switch self {
        case .notFound:
            return NodeCommandResult(
                exitCode: 127, output: [], errorOutput: Array("\(program): not found, or it may not be run\n".utf8))
        case .failed(let text): throw .unreachable("\(command.name) could not be started: \(text)")
        }
    }
}

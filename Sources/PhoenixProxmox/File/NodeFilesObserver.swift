import PhoenixModel

/// Looks around on nodes through their own shells: one command shows every guest's file, which no API call does, and the
/// devices that no API tells.
struct NodeFilesObserver: Sendable {
    let shell: any NodeShell

    /// What was seen on each node; where there is no way to the shell the API shows what it can, and what needs the shell is
    /// held back. One node shows the files, as all nodes have all of them.
    ///
    /// - Parameter withFiles: whether the files matter, and not only the devices.
    func observe(_ nodes: [NodeName], withFiles: Bool = true) async -> [NodeName: Result<NodeFiles, NodeShellError>] {
        let sights = await concurrently(nodes, limit: callLimit) { node in
            (node, await self.look(on: node, withFiles: withFiles && node == nodes.first))
        }
        var seen = Dictionary(sights, uniquingKeysWith: { $1 })
        if withFiles, let first = nodes.first, case .failure? = seen[first],
            let other = nodes.first(where: { if case .success? = seen[$0] { true } else { false } })
        {
            seen[other] = await look(on: other, withFiles: true)
        }
        return seen
    }

    private func look(on node: NodeName, withFiles: Bool) async -> Result<NodeFiles, NodeShellError> {
        let words = withFiles ? NodeProgram.words("look", "files") : NodeProgram.words("look")
        let command = NodeCommand(node: node, words: words, timeoutSeconds: Self.timeoutSeconds)
        do throws(NodeShellError) {
            let result = try await shell.run(command)
            guard result.exitCode == 0 else {
                let said = String(decoding: result.errorOutput, as: UTF8.self).split(whereSeparator: \.isNewline)
                throw .unreachable("it ended with exit code \(result.exitCode): \(said.last ?? "")")
            }
            return .success(NodeFiles(result.output))
        } catch {
            return .failure(error)
        }
    }

    /// Reading a thousand small files takes a tenth of a second; a node that needs longer is not well.
    private static let timeoutSeconds = 30
}

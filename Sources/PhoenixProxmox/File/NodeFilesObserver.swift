import PhoenixModel

/// Looks around on nodes through their own shells: one command shows every guest's file, which no API call does, and the
/// devices that no API tells.
struct NodeFilesObserver: Sendable {
    let shell: any NodeShell

    /// What was seen on each node whose shell could be used. One of them shows the files, as all nodes have all of them.
    ///
    /// - Parameter withFiles: whether the files matter, and not only the devices.
    func observe(_ nodes: [NodeName], withFiles: Bool = true) async -> [NodeName: NodeFiles] {
        let sights = await concurrently(nodes, limit: callLimit) { node in
            (node, await self.look(on: node, withFiles: withFiles && node == nodes.first))
        }
        var seen = Dictionary(sights.compactMap { node, files in files.map { (node, $0) } }, uniquingKeysWith: { $1 })
        if withFiles, let first = nodes.first, seen[first] == nil, let other = nodes.first(where: { seen[$0] != nil }) {
            seen[other] = await look(on: other, withFiles: true)
        }
        return seen
    }

    /// Nil where there is no way to the shell: then the API shows what it can, and what needs the shell is held back.
    private func look(on node: NodeName, withFiles: Bool) async -> NodeFiles? {
        let words = withFiles ? NodeProgram.words("look", "files") : NodeProgram.words("look")
        let command = NodeCommand(node: node, words: words, timeoutSeconds: Self.timeoutSeconds)
        guard let result = try? await shell.run(command), result.exitCode == 0 else { return nil }
        return NodeFiles(result.output)
    }

    /// Reading a thousand small files takes a tenth of a second; a node that needs longer is not well.
    private static let timeoutSeconds = 30
}

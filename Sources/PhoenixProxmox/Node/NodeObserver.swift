package import PhoenixModel

/// Asks a cluster about its nodes: two calls for all of them, five for each, and one for each storage that holds images.
package struct NodeObserver: Sendable {
    private let server: any ProxmoxServer

    package init(_ server: any ProxmoxServer) {
        self.server = server
    }

    /// What the cluster tells. A node that does not answer for itself is offline, and keeps nobody waiting for the others.
    ///
    /// Device nodes (`/dev/nvidia0`) are not told by any version's API; the node's shell sees them.
    package func observe() async throws(Failure) -> NodeReader {
        var reader = NodeReader()
        reader.resources = try await server.answer(
            Endpoint(.get, "/cluster/resources"), while: "list the cluster's resources")
        reader.mappings = try await server.answer(
            Endpoint(.get, "/cluster/mapping/pci"), while: "list the mapped devices")
        let online = reader.resources.filter { $0.type == "node" && $0.status == "online" }.compactMap(\.node)
        let answers = await concurrently(online, limit: callLimit) { (NodeName($0), await self.answers(of: $0)) }
        for (node, answer) in answers { reader.answers[node] = try answer.get() }
        return reader
    }

    /// Nil for a node that does not answer. What it refuses to tell is a failure: it would look offline otherwise.
    private func answers(of node: String) async -> Result<NodeAnswers?, Failure> {
        var answers = NodeAnswers()
        var asked = ProxmoxRequest(.get, "/nodes/\(node)/network")
        do throws(ProxmoxError) {
            answers.networks = try await server.answer(Endpoint(.get, asked.path))
            asked = ProxmoxRequest(.get, "/nodes/\(node)/storage")
            answers.storages = try await server.answer(Endpoint(.get, asked.path))
            for storage in answers.storages where storage.holdsImages {
                asked = ProxmoxRequest(.get, "/nodes/\(node)/storage/\(storage.storage)/content")
                answers.contents += try await contents(asked.path)
            }
            asked = ProxmoxRequest(.get, "/nodes/\(node)/lxc")
            answers.containers = try await server.answer(Endpoint(.get, asked.path))
            asked = ProxmoxRequest(.get, "/nodes/\(node)/qemu")
            answers.machines = try await server.answer(Endpoint(.get, asked.path))
            asked = ProxmoxRequest(.get, "/nodes/\(node)/tasks", ["source": "active"])
            answers.tasks = try await server.answer(Endpoint(.get, asked.path, asked.parameters))
            return .success(answers)
        } catch {
            return error.isSilentNode
                ? .success(nil) : .failure(Failure(error, of: asked, while: "tell of node \(node)"))
        }
    }

    /// What lies on a storage; nothing on one that cannot be read now, as nothing of it could be used now.
    private func contents(_ path: ProxmoxPath) async throws(ProxmoxError) -> [ContentRow] {
        do throws(ProxmoxError) {
            return try await server.answer(Endpoint(.get, path))
        } catch {
            guard case .refused = error, !error.isForbidden, !error.isSilentNode else { throw error }
            return []
        }
    }
}

extension StorageRow {
    /// Whether what guests are made from may lie on it, and it can be read.
    fileprivate var holdsImages: Bool {
        (active?.value ?? true) && content.split(separator: ",").contains { ["vztmpl", "iso", "import"].contains($0) }
    }
}

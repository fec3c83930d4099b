package import PhoenixModel

/// Asks a cluster about its nodes: two calls for all of them, two for each, and one for each storage that holds images.
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
        reader.resources = try await required(Endpoint(.get, "/cluster/resources"), "list the cluster's resources")
        reader.mappings = try await required(Endpoint(.get, "/cluster/mapping/pci"), "list the mapped devices")
        let online = reader.resources.filter { $0.type == "node" && $0.status == "online" }.compactMap(\.node)
        await withTaskGroup(of: (NodeName, NodeAnswers?).self) { group in
            for node in online { group.addTask { (NodeName(node), await answers(of: node)) } }
            for await (node, answers) in group {
                reader.networks[node] = answers?.networks
                reader.storages[node] = answers?.storages
                reader.contents[node] = answers?.contents
            }
        }
        return reader
    }

    private struct NodeAnswers: Sendable {
        var networks: [NetworkRow] = []
        var storages: [StorageRow] = []
        var contents: [ContentRow] = []
    }

    /// Nil for a node that does not answer.
    private func answers(of node: String) async -> NodeAnswers? {
        var answers = NodeAnswers()
        do {
            answers.networks = try await server.answer(Endpoint(.get, "/nodes/\(node)/network"))
            answers.storages = try await server.answer(Endpoint(.get, "/nodes/\(node)/storage"))
        } catch {
            return nil
        }
        for storage in answers.storages where storage.holdsImages {
            let contents = Endpoint<[ContentRow]>(.get, "/nodes/\(node)/storage/\(storage.storage)/content")
            // A storage that cannot be read now has no images that could be used now.
            answers.contents += (try? await server.answer(contents)) ?? []
        }
        return answers
    }

    private func required<Answer>(
        _ endpoint: Endpoint<Answer>, _ attempt: String
    ) async throws(Failure) -> Answer {
        do throws(ProxmoxError) {
            return try await server.answer(endpoint)
        } catch {
            throw Failure(error, of: endpoint.request, while: attempt)
        }
    }
}

extension StorageRow {
    /// Whether what guests are made from may lie on it, and it can be read.
    fileprivate var holdsImages: Bool {
        (active?.value ?? true) && content.split(separator: ",").contains { ["vztmpl", "iso", "import"].contains($0) }
    }
}

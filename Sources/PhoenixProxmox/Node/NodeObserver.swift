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
        async let resources = Result { () async throws(Failure) in
            try await server.answer(
                Endpoint<[ResourceRow]>(.get, "/cluster/resources"), while: "list the cluster's resources")
        }
        async let mappings = Result { () async throws(Failure) in
            try await server.answer(
                Endpoint<[MappingRow]>(.get, "/cluster/mapping/pci"), while: "list the mapped devices")
        }
        reader.resources = try await resources.get()
        let online = reader.resources.filter { $0.type == "node" && $0.status == "online" }.compactMap(\.node)
        let answers = await concurrently(online, limit: callLimit) { (NodeName($0), await self.answers(of: $0)) }
        for (node, answer) in answers { reader.answers[node] = try answer.get() }
        reader.mappings = try await mappings.get()
        return reader
    }

    /// Nil for a node that does not answer. What it refuses to tell is a failure: it would look offline otherwise.
    private func answers(of node: String) async -> Result<NodeAnswers?, Failure> {
        async let networks: Told<[NetworkRow]> = tell("/nodes/\(node)/network")
        async let storages = storages(of: node)
        async let containers: Told<[GuestRow]> = tell("/nodes/\(node)/lxc")
        async let machines: Told<[GuestRow]> = tell("/nodes/\(node)/qemu")
        async let tasks: Told<[TaskRow]> = tell("/nodes/\(node)/tasks", ["source": "active"])
        let (told, stored) = (await (networks, containers, machines, tasks), await storages)
        do throws(Untold) {
            return .success(
                NodeAnswers(
                    networks: try told.0.get(), storages: try stored.get().rows, contents: try stored.get().contents,
                    containers: try told.1.get(), machines: try told.2.get(), tasks: try told.3.get()))
        } catch {
            return error.error.isSilentNode
                ? .success(nil) : .failure(Failure(error.error, of: error.request, while: "tell of node \(node)"))
        }
    }

    /// A call that gave no answer.
    private struct Untold: Error {
        let error: ProxmoxError
        let request: ProxmoxRequest
    }

    private typealias Told<Answer> = Result<Answer, Untold>

    private func tell<Answer: Decodable & Sendable>(
        _ path: ProxmoxPath, _ parameters: ProxmoxForm = ProxmoxForm()
    ) async -> Told<Answer> {
        let endpoint = Endpoint<Answer>(.get, path, parameters)
        do throws(ProxmoxError) {
            return .success(try await server.answer(endpoint))
        } catch {
            return .failure(Untold(error: error, request: endpoint.request))
        }
    }

    private func storages(of node: String) async -> Told<(rows: [StorageRow], contents: [ContentRow])> {
        let told: Told<[StorageRow]> = await tell("/nodes/\(node)/storage")
        do throws(Untold) {
            let rows = try told.get()
            var contents: [ContentRow] = []
            for row in rows where row.holdsImages {
                contents += try await self.contents("/nodes/\(node)/storage/\(row.storage)/content").get()
            }
            return .success((rows, contents))
        } catch {
            return .failure(error)
        }
    }

    /// What lies on a storage; nothing on one that cannot be read now, as nothing of it could be used now.
    private func contents(_ path: ProxmoxPath) async -> Told<[ContentRow]> {
        let told: Told<[ContentRow]> = await tell(path)
        guard case .failure(let untold) = told, case .refused = untold.error, !untold.error.isForbidden,
            !untold.error.isSilentNode
        else { return told }
        return .success([])
    }
}

extension StorageRow {
    /// Whether what guests are made from may lie on it, and it can be read.
    fileprivate var holdsImages: Bool {
        (active?.value ?? true) && content.split(separator: ",").contains { ["vztmpl", "iso", "import"].contains($0) }
    }
}

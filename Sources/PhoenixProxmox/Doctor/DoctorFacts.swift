import PhoenixModel

/// Everything that was asked of a host, answered or refused; each check reads what it needs of it.
struct DoctorFacts: Sendable {
    typealias Answer<Value> = Result<Value, ProxmoxError>

    var version: ProxmoxVersion
    var resources: Answer<[PlaceRow]> = .success([])
    var mappings: Answer<[MappingRow]> = .success([])
    var permissions: Result<Permissions, Failure>?
    /// The roles that are there already.
    var roles: Set<String> = []
    /// By node, of those that are online.
    var nodes: [NodeName: NodeFacts] = [:]
    /// Machines that run and were asked whether their agent answers.
    var agents: [GuestID: Answer<Void>] = [:]
    /// What the commit's guests need.
    var needs: [GuestID: [Requirement]] = [:]

    /// What was asked of one node.
    struct NodeFacts: Sendable {
        var certificates: Answer<[CertificateRow]>
        var time: Answer<TimeAnswer>
        var networks: Answer<[NetworkRow]>
        var storages: Answer<[StorageRow]>
        /// By storage.
        var contents: [String: Answer<[ContentRow]>] = [:]
        /// Templates that it can download.
        var appliances: [String] = []
        var shell: ShellFacts?
    }

    /// What was asked of a node's own shell.
    struct ShellFacts: Sendable {
        typealias Answer = Result<NodeCommandResult, NodeShellError>

        /// `pct list`.
        var program: Answer
        /// The node's devices, if guests want any.
        var devices: Answer?
        /// `nvidia-smi`; nil if no guest wants such a device.
        var driver: Answer?

        /// Whether commands can be run in containers through it.
        var isUsable: Bool { if case .success(let result) = program { result.exitCode == 0 } else { false } }
    }
}

extension DoctorFacts {
    private var rows: [PlaceRow] { (try? resources.get()) ?? [] }

    /// Every node of the cluster, ascending.
    var nodeNames: [NodeName] { rows.filter { $0.type == "node" }.compactMap { $0.node.map { NodeName($0) } }.sorted() }

    var onlineNodes: [NodeName] {
        rows.filter { $0.type == "node" && $0.status == "online" }.compactMap { $0.node.map { NodeName($0) } }.sorted()
    }

    /// Where guests are now.
    var placed: [GuestID: NodeName] {
        var placed: [GuestID: NodeName] = [:]
        for row in rows {
            guard let number = row.vmid?.value, let id = GuestID(number), let node = row.node else { continue }
            placed[id] = NodeName(node)
        }
        return placed
    }

    var runningGuests: Set<GuestID> {
        Set(rows.filter { $0.status == "running" }.compactMap { $0.vmid.flatMap { GuestID($0.value) } })
    }

    /// The nodes on which a guest is or may be, of those that are online.
    func candidates(for guest: DesiredGuest, in desired: DesiredState) -> [NodeName] {
        var present = guest
        // A chain of clones is shorter than the fleet; the bound ends a circle, should one get here.
        for _ in desired.guests {
            if let node = present.node ?? placed[present.id] { return [node] }
            guard case .clone(let source, _) = present.origin,
                let next = desired.guests.first(where: { $0.id == source })
            else { break }
            present = next
        }
        return onlineNodes
    }
}

package import PhoenixModel
package import PhoenixProxmox
package import PhoenixSimulator
import PhoenixSimulatorAPI
import ProxmoxAccess
package import ProxmoxSchema

/// A simulated cluster behind Proxmox's API and its nodes' shells, without a socket between: what is asked of a real host can
/// be asked of it.
package struct JoinedSimulator: ProxmoxServer, NodeShell {
    /// As whom it is asked.
    package static let token = "root@pam!joined"

    private let api: SimulatedAPI
    private let headerFields: HeaderFields

    /// The cluster as it is now.
    package var cluster: Cluster { api.cluster }

    /// - Parameter cluster: answers as it is; nothing that is asked changes the original.
    package init(_ cluster: Cluster, profile: Profile = .version9_2) throws(Failure) {
        var cluster = cluster
        // Nobody but this process ever gets to it, so the secret protects nothing.
        let secret = "joined"
        var change = TokenChange()
        change.hasSeparatePrivileges = false
        do {
            cluster.access = AccessControl()
            cluster.access.profile = profile == .version9_2 ? .version9_2 : .version8_4
            try cluster.access.addToken("joined", of: "root@pam", change, secret: secret)
            api = SimulatedAPI(cluster, table: try Self.table(profile), pace: .virtual, clock: .frozen)
        } catch {
            throw Failure(
                .internalDefect, "the simulated host cannot be asked as Proxmox is", remedy: "report this defect",
                causes: ["\(error)"])
        }
        headerFields = ["Authorization": "PVEAPIToken=\(Self.token)=\(secret)"]
    }

    /// Each is read once for all hosts: that takes longer than a short story.
    private static func table(_ profile: Profile) throws -> EndpointTable {
        switch profile {
        case .version9_2: try newTable.get()
        case .version8_4: try oldTable.get()
        }
    }

    private static let newTable = Result { try EndpointTable(.version9_2) }
    private static let oldTable = Result { try EndpointTable(.version8_4) }

    /// Changes the cluster past the API, as people, faults and time do.
    package func change<Value: Sendable>(_ change: (inout Cluster) -> Value) -> Value { api.change(change) }

    package func send(_ request: ProxmoxRequest) async throws(ProxmoxError) -> ProxmoxAnswer {
        try await api.answer(request, headerFields: headerFields)
    }

    package func run(_ command: NodeCommand) async throws(NodeShellError) -> NodeCommandResult {
        try api.run(command, letsTimePass: false)
    }
}

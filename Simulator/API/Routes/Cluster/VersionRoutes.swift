import JSONSchema
import PhoenixSimulator
import ProxmoxSchema

/// `/version`, and the same of one node.
enum VersionRoutes {
    static let routes: Routes = [
        .get("/version"): { cluster, call throws(Refusal) in
            let console = cluster.datacenter.options["console"]
            return Output(row(cluster.nodes[call.localNode], call.profile).text("console", console))
        },
        .get("/nodes/{node}/version"): { cluster, call throws(Refusal) in
            let node = try cluster.ask { cluster throws(HostError) in try cluster.requireOnline(call.node) }
            return Output(row(node, call.profile))
        },
    ]

    private static func row(_ node: Node?, _ profile: Profile) -> Row {
        let version = node?.system.version ?? profile.usualVersion
        return Row().text("version", version).text("release", NodeSystem.release(of: version))
            .text("repoid", node?.system.repositoryID ?? "")
    }
}

extension Profile {
    /// The point release that a node has unless its scenario names another.
    var usualVersion: String {
        switch self {
        case .version9_2: "9.2.3"
        case .version8_4: "8.4.5"
        }
    }
}

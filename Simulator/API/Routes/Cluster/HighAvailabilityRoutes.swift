import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxSchema

/// `/cluster/ha`: managed guests and the rules for where they run.
enum HighAvailabilityRoutes {
    private static let resources = "/cluster/ha/resources"
    private static let rules = "/cluster/ha/rules"

    static let routes: Routes = [
        .get("/cluster/ha"): { _, _ throws(Refusal) in
            Output(.index("id", ["status", "resources", "groups", "rules"]))
        },
        .get(resources): listResources,
        .post(resources): addResource,
        .get("\(resources)/{sid}"): readResource,
        .put("\(resources)/{sid}"): updateResource,
        .delete("\(resources)/{sid}"): removeResource,
        .post("\(resources)/{sid}/migrate"): { cluster, call throws(Refusal) in
            try move(&cluster, call, relocates: false)
        },
        .post("\(resources)/{sid}/relocate"): { cluster, call throws(Refusal) in
            try move(&cluster, call, relocates: true)
        },
        .get(rules): listRules,
        .post(rules): addRule,
        .get("\(rules)/{rule}"): readRule,
        .put("\(rules)/{rule}"): updateRule,
        .delete("\(rules)/{rule}"): removeRule,
        .get("/cluster/ha/groups"): { _, call throws(Refusal) in try groups(call, "index groups") },
        .get("/cluster/ha/groups/{group}"): { _, call throws(Refusal) in try groups(call, "read group") },
        .post("/cluster/ha/groups"): { _, call throws(Refusal) in try groups(call, "create group") },
        .put("/cluster/ha/groups/{group}"): { _, call throws(Refusal) in try groups(call, "update group") },
        .delete("/cluster/ha/groups/{group}"): { _, call throws(Refusal) in try groups(call, "delete group") },
    ]

    /// Groups are gone since 9: rules took their place.
    private static func groups(_ call: Call, _ attempt: String) throws(Refusal) -> Output {
        if call.profile == .version8_4 {
            guard attempt == "index groups" else {
                throw .notImplemented("groups of high availability are Proxmox's, but the simulated Proxmox has none")
            }
            return Output(.array([]))
        }
        throw .failed("cannot \(attempt): ha groups have been migrated to rules")
    }

    private static let numbers: Set = [
        "max_restart", "max_relocate", "failback", "auto-rebalance", "disable", "strict",
    ]

    private static func row(_ section: SectionFile.Section, _ digest: String) -> Row {
        let properties = Dictionary(uniqueKeysWithValues: section.keys.map { ($0, section[$0] ?? "") })
        return Row().text("type", section.type).properties(properties, numbers: numbers).text("digest", digest)
    }

    private static func resource(_ section: SectionFile.Section, _ cluster: Cluster) -> Row {
        row(section, cluster.datacenter.highAvailability.resources.digest)
            .text("sid", "\(section.type):\(section.name)")
    }

    private static let listResources: Route = { cluster, call throws(Refusal) in
        let type = call.text("type")
        let shown = cluster.datacenter.highAvailability.resources.sections.filter { type == nil || type == $0.type }
        return Output(shown.map { resource($0, cluster) })
    }

    private static let readResource: Route = { cluster, call throws(Refusal) in
        let section = try cluster.ask { cluster throws(HostError) in try cluster.resource(call.text("sid") ?? "") }
        return Output(resource(section, cluster))
    }

    private static func requireNoGroup(_ call: Call) throws(Refusal) {
        guard call.text("group") != nil, call.profile == .version9_2 else { return }
        throw .failed("invalid parameter 'group': ha groups have been migrated to rules")
    }

    private static let addResource: Route = { cluster, call throws(Refusal) in
        try cluster.perform { cluster throws(HostError) in
            try cluster.requireQuorum()
            _ = try cluster.serviceIdentifier(call.text("sid") ?? "")
        }
        try requireNoGroup(call)
        try cluster.perform { cluster throws(HostError) in
            try cluster.addResource(
                call.text("sid") ?? "", type: call.text("type"), properties: call.options(except: ["sid", "type"]))
        }
        return .nothing
    }

    private static let updateResource: Route = { cluster, call throws(Refusal) in
        try requireNoGroup(call)
        try cluster.perform { cluster throws(HostError) in
            try cluster.updateResource(
                call.text("sid") ?? "", setting: call.options(except: ["sid"]), deleting: call.names("delete"),
                digest: call.text("digest"))
        }
        return .nothing
    }

    private static let removeResource: Route = { cluster, call throws(Refusal) in
        let purges = call.text("purge") == nil || call.isOn("purge")
        try cluster.perform { cluster throws(HostError) in
            try cluster.removeResource(call.text("sid") ?? "", purges: purges)
        }
        return .nothing
    }

    /// Before 9 the answer was empty.
    private static func move(
        _ cluster: inout Cluster, _ call: Call, relocates: Bool
    ) throws(Refusal) -> Output {
        let node = NodeName(call.text("node") ?? "")
        let identifier = try cluster.ask { cluster throws(HostError) in
            try cluster.serviceIdentifier(call.text("sid") ?? "")
        }
        try cluster.perform { cluster throws(HostError) in
            try cluster.moveResource(identifier, to: node, relocates: relocates)
        }
        guard call.profile == .version9_2 else { return .nothing }
        return Output(Row().text("sid", identifier).text("requested-node", node.text))
    }

    private static func rule(_ section: SectionFile.Section, _ cluster: Cluster) -> Row {
        row(section, cluster.datacenter.highAvailability.rules.digest).text("rule", section.name)
    }

    private static let listRules: Route = { cluster, call throws(Refusal) in
        let shown = cluster.datacenter.highAvailability.rules.sections.filter { section in
            if let type = call.text("type"), type != section.type { return false }
            guard let resource = call.text("resource") else { return true }
            return ConfigurationText.list(section["resources"] ?? "").contains(resource)
        }
        return Output(shown.map { rule($0, cluster) })
    }

    private static let readRule: Route = { cluster, call throws(Refusal) in
        let section = try cluster.ask { cluster throws(HostError) in try cluster.rule(call.text("rule") ?? "") }
        return Output(rule(section, cluster))
    }

    private static let addRule: Route = { cluster, call throws(Refusal) in
        try cluster.perform { cluster throws(HostError) in
            try cluster.addRule(
                call.text("rule") ?? "", type: call.text("type") ?? "",
                properties: call.options(except: ["rule", "type"]))
        }
        return .nothing
    }

    private static let updateRule: Route = { cluster, call throws(Refusal) in
        try cluster.perform { cluster throws(HostError) in
            try cluster.updateRule(
                call.text("rule") ?? "", setting: call.options(except: ["rule", "type"]),
                deleting: call.names("delete"), digest: call.text("digest"))
        }
        return .nothing
    }

    private static let removeRule: Route = { cluster, call throws(Refusal) in
        try cluster.perform { cluster throws(HostError) in try cluster.removeRule(call.text("rule") ?? "") }
        return .nothing
    }
}

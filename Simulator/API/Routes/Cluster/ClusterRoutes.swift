import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess

/// `/cluster`: status, numbers and options.
enum ClusterRoutes {
    static let routes: Routes = [
        .get("/cluster"): { _, _ throws(Refusal) in Output(.index("name", entries)) },
        .get("/cluster/status"): status,
        .get("/cluster/nextid"): nextID,
        .get("/cluster/options"): options,
        .put("/cluster/options"): setOptions,
        .get("/cluster/log"): { _, _ throws(Refusal) in Output(.array([])) },
        .get("/cluster/backup"): { _, _ throws(Refusal) in Output(.array([])) },
        .get("/cluster/replication"): { _, _ throws(Refusal) in Output(.array([])) },
        .get("/cluster/config"): { _, _ throws(Refusal) in
            Output(.index("name", ["apiversion", "join", "nodes", "qdevice", "totem"]))
        },
        .get("/cluster/config/apiversion"): { _, _ throws(Refusal) in Output(.integer(1)) },
        .get("/cluster/config/nodes"): configuredNodes,
        .get("/cluster/config/totem"): { cluster, _ throws(Refusal) in
            Output(Row().text("cluster_name", cluster.clusterName))
        },
    ]

    private static let entries = [
        "acme", "backup", "backup-info", "bulk-action", "ceph", "config", "firewall", "ha", "jobs", "log", "mapping",
        "metrics", "notifications", "nextid", "options", "qemu", "replication", "resources", "status", "tasks", "sdn",
    ]

    private static let status: Route = { cluster, call throws(Refusal) in
        let isCluster = cluster.clusterName != nil
        var rows: [Row] = []
        if let name = cluster.clusterName {
            rows.append(
                Row().text("id", "cluster").text("type", "cluster").text("name", name)
                    .integer("nodes", cluster.nodes.count).integer("version", cluster.nodes.count)
                    .flag("quorate", cluster.isQuorate))
        }
        for (index, node) in cluster.nodesByName.enumerated() {
            rows.append(
                Row().text("id", "node/\(node.name)").text("type", "node").text("name", node.name.text)
                    .integer("nodeid", isCluster ? index + 1 : 0).text("ip", node.address)
                    .text("level", node.system.subscriptionLevel).flag("online", node.isOnline)
                    .flag("local", node.name == call.localNode))
        }
        return Output(rows)
    }

    /// The number is a text: it was used as one before it is written.
    private static let nextID: Route = { cluster, call throws(Refusal) in
        if let number = call.integer("vmid"), let id = GuestID(number) {
            try cluster.ask { cluster throws(HostError) in try cluster.requireFree(id) }
            return Output(.string("\(number)"))
        }
        let number = try cluster.ask { cluster throws(HostError) in try cluster.nextFreeNumber() }
        return Output(.string("\(number)"))
    }

    /// Options that are property strings are answered as objects.
    private static let objects: Set = [
        "crs", "ha", "location", "migration", "next-id", "notify", "replication", "tag-style", "u2f",
        "user-tag-access", "webauthn",
    ]

    private static let options: Route = { cluster, call throws(Refusal) in
        let all = cluster.datacenter.options
        var row = Row()
        if call.rights.holds(.sysAudit, on: "/") {
            row = row.text("description", all["description"] ?? "").text("mac_prefix", all["mac_prefix"] ?? "BC:24:11")
            for (key, value) in all.sorted(by: { $0.key < $1.key }) where !["description", "mac_prefix"].contains(key) {
                row = row.with(key, option(key, value))
            }
        } else {
            for key in ["console", "tag-style"] { row = row.with(key, all[key].map { option(key, $0) }) }
        }
        return Output(row.with("allowed-tags", .array(allowedTags(cluster, call).map(JSONText.string))))
    }

    private static func option(_ key: String, _ value: String) -> JSONText {
        if key == "registered-tags" { return .array(ConfigurationText.list(value).map(JSONText.string)) }
        guard objects.contains(key) else { return .string(value) }
        let properties = PropertyString(value, defaultKey: key == "migration" ? "type" : nil)
        return .object(properties.keys.map { .init($0, .string(properties[$0] ?? "")) })
    }

    /// Registered tags, and those in use, of which the caller may know.
    private static func allowedTags(_ cluster: Cluster, _ call: Call) -> [String] {
        let registered = ConfigurationText.list(cluster.datacenter.options["registered-tags"] ?? "")
        let used = cluster.guests.values.filter { call.rights.maySee(guest: $0.id.number) }.flatMap {
            ConfigurationText.list($0.file.current["tags"] ?? "")
        }
        return Set(registered + used).sorted()
    }

    private static let setOptions: Route = { cluster, call throws(Refusal) in
        let values = call.options(except: [])
        try cluster.perform { cluster throws(HostError) in
            try cluster.updateOptions(setting: values, deleting: call.names("delete"))
        }
        return .nothing
    }

    private static let configuredNodes: Route = { cluster, _ throws(Refusal) in
        guard cluster.clusterName != nil else { return Output(.array([])) }
        return Output(
            cluster.nodesByName.enumerated().map { index, node in
                Row().text("node", node.name.text).text("name", node.name.text).text("nodeid", "\(index + 1)")
                    .text("quorum_votes", "1").text("ring0_addr", node.address)
            })
    }
}

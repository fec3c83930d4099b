import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess

/// `/nodes`: the list, and what each node says of itself.
enum NodeRoutes {
    private static let node = "/nodes/{node}"

    static let routes: Routes = [
        .get("/nodes"): list,
        .get(node): { _, _ throws(Refusal) in Output(.index("name", entries)) },
        .get("\(node)/status"): status,
        .post("\(node)/status"): command,
        .get("\(node)/time"): time,
        .put("\(node)/time"): setTime,
        .get("\(node)/dns"): resolver,
        .put("\(node)/dns"): setResolver,
        .get("\(node)/hosts"): hosts,
        .post("\(node)/hosts"): setHosts,
        .get("\(node)/config"): configuration,
        .put("\(node)/config"): setConfiguration,
        .post("\(node)/startall"): startAll,
        .post("\(node)/stopall"): stopAll,
    ]

    private static let entries = [
        "aplinfo", "apt", "capabilities", "ceph", "certificates", "config", "disks", "dns", "firewall", "hardware",
        "hosts", "journal", "lxc", "migrateall", "netstat", "network", "qemu", "query-oci-repo-tags",
        "query-url-metadata", "replication", "report", "rrd", "rrddata", "scan", "sdn", "services", "spiceshell",
        "startall", "status", "stopall", "storage", "subscription", "suspendall", "syslog", "tasks", "termproxy",
        "time", "version", "vncshell", "vzdump", "wakeonlan",
    ]

    private static let list: Route = { cluster, call throws(Refusal) in
        Output(
            cluster.nodesByName.map { node in
                let showsUse = call.rights.holds(.sysAudit, on: "/nodes/\(node.name)")
                return NodeRow.row(of: node, cluster, showsUse: showsUse)
                    .text("ssl_fingerprint", node.system.certificateFingerprint)
            })
    }

    private static func find(_ cluster: Cluster, _ call: Call) throws(Refusal) -> Node {
        try cluster.ask { cluster throws(HostError) in try cluster.requireOnline(call.node) }
    }

    private static let status: Route = { cluster, call throws(Refusal) in
        let node = try find(cluster, call)
        return Output(NodeStatus(node, cluster.figures(of: node), call.profile).row)
    }

    /// Loses or gets back power; both show in what the cluster answers from then on.
    private static let command: Route = { cluster, call throws(Refusal) in
        _ = try find(cluster, call)
        try cluster.perform { cluster throws(HostError) in
            try cluster.perform(.crashNode(call.node))
            if call.text("command") == "reboot" { try cluster.perform(.bringNodeOnline(call.node)) }
        }
        return .nothing
    }

    private static let time: Route = { cluster, call throws(Refusal) in
        let node = try find(cluster, call)
        let seconds = Int(cluster.now.seconds)
        return Output(
            Row().text("timezone", node.system.timezone).integer("time", seconds).integer("localtime", seconds))
    }

    private static let setTime: Route = { cluster, call throws(Refusal) in
        try cluster.perform { cluster throws(HostError) in
            try cluster.updateSystem(of: call.node) { $0.timezone = call.text("timezone") ?? $0.timezone }
        }
        return .nothing
    }

    private static let resolver: Route = { cluster, call throws(Refusal) in
        Output(Row().properties(try find(cluster, call).system.resolver))
    }

    private static let setResolver: Route = { cluster, call throws(Refusal) in
        try cluster.perform { cluster throws(HostError) in
            try cluster.updateSystem(of: call.node) { $0.resolver = call.options(except: []) }
        }
        return .nothing
    }

    private static let hosts: Route = { cluster, call throws(Refusal) in
        let node = try find(cluster, call)
        let text = node.system.hostsText(node: node.name.text, address: node.address)
        return Output(Row().text("data", text).text("digest", ConfigurationDigest.of(text)))
    }

    private static let setHosts: Route = { cluster, call throws(Refusal) in
        let node = try find(cluster, call)
        let text = node.system.hostsText(node: node.name.text, address: node.address)
        if let digest = call.text("digest"), digest != ConfigurationDigest.of(text) {
            throw .failed(ConfigurationDigest.changedText)
        }
        try cluster.perform { cluster throws(HostError) in
            try cluster.updateSystem(of: call.node) { $0.hosts = call.text("data") }
        }
        return .nothing
    }

    private static let configuration: Route = { cluster, call throws(Refusal) in
        let values = try find(cluster, call).system.configuration
        let numbers: Set = ["startall-onboot-delay", "ballooning-target"]
        let wanted = values.filter { call.text("property") == nil || call.text("property") == $0.key }
        return Output(
            Row().properties(wanted, numbers: numbers).text("digest", NodeSystem.digest(of: values)))
    }

    private static let setConfiguration: Route = { cluster, call throws(Refusal) in
        let values = try find(cluster, call).system.configuration
        if let digest = call.text("digest"), digest != NodeSystem.digest(of: values) {
            throw .failed(ConfigurationDigest.changedText)
        }
        try cluster.perform { cluster throws(HostError) in
            try cluster.updateSystem(of: call.node) { system in
                for key in call.names("delete") { system.configuration[key] = nil }
                system.configuration.merge(call.options(except: [])) { $1 }
            }
        }
        return .nothing
    }

    /// Without the right to all power, every guest has to be named, and may be.
    private static func requirePower(_ call: Call) throws(Refusal) {
        guard !call.rights.holds(.vmPowerMgmt, on: "/") else { return }
        let guests = call.names("vms")
        if guests.isEmpty { throw .forbidden("/, VM.PowerMgmt") }
        for guest in guests { try call.require([.vmPowerMgmt], on: "/vms/\(guest)") }
    }

    private static let startAll: Route = { cluster, call throws(Refusal) in
        try requirePower(call)
        let guests = call.names("vms").compactMap { Int($0) }.compactMap(GuestID.init)
        return try cluster.task { cluster throws(HostError) in
            try cluster.startAll(
                on: call.node, only: call.text("vms") == nil ? nil : guests, byForce: call.isOn("force"))
        }
    }

    private static let stopAll: Route = { cluster, call throws(Refusal) in
        try requirePower(call)
        let guests = call.names("vms").compactMap { Int($0) }.compactMap(GuestID.init)
        return try cluster.task { cluster throws(HostError) in
            try cluster.stopAll(
                on: call.node, only: call.text("vms") == nil ? nil : guests,
                timeoutSeconds: call.integer("timeout") ?? 180)
        }
    }
}

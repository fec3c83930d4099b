import JSONSchema
import PhoenixModel
import PhoenixSimulator

/// What a node tells people who look for a fault: logs, services, packages, disks, figures over time.
enum DiagnosisRoutes {
    private static let node = "/nodes/{node}"

    static let routes: Routes = [
        .get("\(node)/syslog"): log,
        .get("\(node)/journal"): { _, _ throws(Refusal) in Output(.array([])) },
        .get("\(node)/services"): services,
        .get("\(node)/services/{service}"): { _, _ throws(Refusal) in
            .subdirectories(["state", "start", "stop", "restart", "reload"])
        },
        .get("\(node)/services/{service}/state"): service,
        .post("\(node)/services/{service}/start"): worker("srvstart"),
        .post("\(node)/services/{service}/stop"): worker("srvstop"),
        .post("\(node)/services/{service}/restart"): worker("srvrestart"),
        .post("\(node)/services/{service}/reload"): worker("srvreload"),
        .post("\(node)/apt/update"): worker("aptupdate"),
        .get("\(node)/report"): report,
        .get("\(node)/netstat"): { _, _ throws(Refusal) in Output(.array([])) },
        .get("\(node)/rrddata"): figures,
        .get("\(node)/replication"): { _, _ throws(Refusal) in Output(.array([])) },
        .get("\(node)/apt"): { _, _ throws(Refusal) in
            Output(.index("id", ["changelog", "repositories", "update", "versions"]))
        },
        .get("\(node)/apt/update"): { _, _ throws(Refusal) in Output(.array([])) },
        .get("\(node)/apt/versions"): { _, _ throws(Refusal) in Output(.array([])) },
        .get("\(node)/disks"): { _, _ throws(Refusal) in
            Output(
                .index(
                    "name",
                    ["list", "initgpt", "smart", "lvm", "lvmthin", "directory", "wipedisk", "zfs"]))
        },
        .get("\(node)/disks/list"): disks,
        .get("\(node)/disks/directory"): { _, _ throws(Refusal) in Output(.array([])) },
        .get("\(node)/disks/zfs"): { _, _ throws(Refusal) in Output(.array([])) },
        .get("\(node)/disks/lvm"): volumeGroups,
        .get("\(node)/disks/lvmthin"): thinPools,
        .get("\(node)/vzdump/defaults"): { _, _ throws(Refusal) in
            Output(
                Row().flag("all", false).text("compress", "0").text("mode", "snapshot").integer("ionice", 7)
                    .integer("lockwait", 180).integer("bwlimit", 0).flag("remove", true).flag("quiet", false))
        },
    ]

    /// Something that a node does for a moment, and that changes nothing a client can see.
    private static func worker(_ type: String) -> Route {
        { cluster, call throws(Refusal) in
            try cluster.task { cluster throws(HostError) in
                try cluster.work(type, about: call.text("service") ?? "", on: call.node)
            }
        }
    }

    private static let log: Route = { _, _ throws(Refusal) in
        Output([["n": 1, "t": "no content"]], attributes: [.init("total", 1)])
    }

    private static let serviceNames = [
        ("chrony", "NTP client/server"), ("corosync", "Cluster engine"), ("cron", "Scheduler"),
        ("pve-cluster", "Cluster file system"), ("pve-firewall", "Firewall"), ("pve-ha-crm", "HA manager"),
        ("pve-ha-lrm", "HA resources"), ("pvedaemon", "API daemon"), ("pveproxy", "API proxy"),
        ("pvescheduler", "Job scheduler"), ("pvestatd", "Status daemon"), ("sshd", "SSH server"),
    ]

    private static func row(_ name: String, _ description: String, _ cluster: Cluster) -> Row {
        let isIdle = name == "corosync" && cluster.clusterName == nil
        return Row().text("service", name).text("name", name).text("desc", description)
            .text("state", isIdle ? "dead" : "running").text("active-state", isIdle ? "inactive" : "active")
            .text("unit-state", "enabled")
    }

    private static let services: Route = { cluster, _ throws(Refusal) in
        Output(serviceNames.map { row($0.0, $0.1, cluster) })
    }

    private static let service: Route = { cluster, call throws(Refusal) in
        let wanted = call.text("service") ?? ""
        let found = serviceNames.first { $0.0 == wanted }
        return Output(row(wanted, found?.1 ?? wanted, cluster))
    }

    private static let report: Route = { cluster, call throws(Refusal) in
        let node = try cluster.ask { cluster throws(HostError) in try cluster.requireOnline(call.node) }
        return Output(.string("==== general system info ====\n\n# hostname\n\(node.name)\n"))
    }

    /// One row for each minute of the last hour, steady like the simulated load.
    private static let figures: Route = { cluster, call throws(Refusal) in
        let node = try cluster.ask { cluster throws(HostError) in try cluster.requireOnline(call.node) }
        let figures = cluster.figures(of: node)
        let last = Int(cluster.now.seconds) / 60 * 60
        return Output(
            (0..<60).map { minute in
                Row().integer("time", last - (59 - minute) * 60).number("cpu", figures.processorUse)
                    .integer("maxcpu", node.cores).integer("memtotal", node.memoryBytes)
                    .integer("memused", figures.usedMemoryBytes).integer("roottotal", node.hardware.rootDiskBytes)
                    .integer("rootused", figures.usedDiskBytes).number("iowait", 0).number("netin", 0)
                    .number("netout", 0)
            })
    }

    private static let disks: Route = { cluster, call throws(Refusal) in
        let node = try cluster.ask { cluster throws(HostError) in try cluster.requireOnline(call.node) }
        return Output([
            Row().text("devpath", "/dev/nvme0n1").flag("gpt", true).flag("mounted", false).integer("osdid", -1)
                .with("osdid-list", .array([])).integer("size", node.hardware.rootDiskBytes).text("used", "LVM")
                .text("model", "Simulated NVMe").text("serial", "SIM0001").text("vendor", "unknown")
                .text("wwn", "unknown").text("health", "PASSED").text("type", "nvme")
        ])
    }

    private static func storages(_ kind: StorageKind, _ cluster: Cluster, _ call: Call) -> [Storage] {
        cluster.storagesByName.filter { $0.kind == kind && $0.isAvailable(on: call.node) }
    }

    private static let volumeGroups: Route = { cluster, call throws(Refusal) in
        let groups = (storages(.lvm, cluster, call) + storages(.thin, cluster, call)).map { storage in
            Row().text("name", storage.properties["vgname"]).integer("size", storage.capacityBytes(on: call.node))
                .integer("free", storage.capacityBytes(on: call.node) - storage.usedBytes(on: call.node)).flag(
                    "leaf", false
                )
                .with("children", .array([])).json
        }
        return Output(Row().flag("leaf", false).with("children", .array(groups)))
    }

    private static let thinPools: Route = { cluster, call throws(Refusal) in
        Output(
            storages(.thin, cluster, call).map { storage in
                Row().text("lv", storage.properties["thinpool"]).text("vg", storage.properties["vgname"])
                    .integer("lv_size", storage.capacityBytes(on: call.node)).integer(
                        "used", storage.usedBytes(on: call.node)
                    )
                    .integer("metadata_size", 1 << 30).integer("metadata_used", 1 << 20)
            })
    }
}

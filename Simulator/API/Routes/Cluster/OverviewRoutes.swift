import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess

/// Small views that dashboards and exporters ask for: guests without a backup job, zones, subscriptions.
enum OverviewRoutes {
    static let routes: Routes = [
        .get("/cluster/backup-info"): { _, _ throws(Refusal) in .subdirectories(["not-backed-up"]) },
        .get("/cluster/backup-info/not-backed-up"): guestsWithoutBackup,
        .get("/cluster/config/qdevice"): { _, _ throws(Refusal) in Output(Row()) },
        .get("/cluster/sdn/vnets"): { _, _ throws(Refusal) in Output(.array([])) },
        .get("/cluster/sdn/zones"): { _, _ throws(Refusal) in Output(.array([])) },
        .get("/nodes/{node}/sdn/zones"): { _, _ throws(Refusal) in
            Output([Row().text("zone", "localnetwork").text("status", "available")])
        },
        .get("/nodes/{node}/subscription"): subscription,
    ]

    /// There are no backup jobs, so no guest is covered by one.
    private static let guestsWithoutBackup: Route = { cluster, call throws(Refusal) in
        Output(
            cluster.guestsByNumber.filter { call.rights.maySee(guest: $0.id.number) }.map { guest in
                Row().integer("vmid", guest.id.number).text("name", guest.shownName)
                    .text("type", guest.kind == .container ? "lxc" : "qemu")
            })
    }

    private static let subscription: Route = { cluster, call throws(Refusal) in
        let node = try cluster.ask { cluster throws(HostError) in try cluster.requireOnline(call.node) }
        guard !node.system.subscriptionLevel.isEmpty else {
            return Output(Row().text("status", "notfound").text("message", "There is no subscription key"))
        }
        return Output(Row().text("status", "active").text("level", node.system.subscriptionLevel))
    }
}

import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxSchema

/// `/cluster/ha/status`: what the manager of high availability knows.
enum ManagerRoutes {
    private static let path = "/cluster/ha/status"

    static let routes: Routes = [
        .get(path): { _, _ throws(Refusal) in
            Output(.index("name", ["current", "manager_status", "disarm-ha", "arm-ha"]))
        },
        .get("\(path)/current"): current,
        .get("\(path)/manager_status"): managerStatus,
        .post("\(path)/disarm-ha"): { cluster, call throws(Refusal) in
            try cluster.perform { cluster throws(HostError) in
                try cluster.disarm(mode: call.text("resource-mode") ?? "freeze")
            }
            return .nothing
        },
        .post("\(path)/arm-ha"): { cluster, _ throws(Refusal) in
            try cluster.perform { cluster throws(HostError) in try cluster.arm() }
            return .nothing
        },
    ]

    private static let current: Route = { cluster, call throws(Refusal) in
        let manager = cluster.datacenter.highAvailability
        let node = call.localNode
        let quorum = cluster.isQuorate ? "OK" : "No quorum on node '\(node)'!"
        var rows = [
            Row().text("id", "quorum").text("type", "quorum").text("node", node.text).text("status", quorum)
                .flag("quorate", cluster.isQuorate)
        ]
        let armed = manager.disarmedMode == nil ? "standby" : "disarmed"
        var fencing = Row().text("id", "fencing").text("type", "fencing").text("node", node.text)
            .text("armed-state", manager.lastRound != nil && manager.disarmedMode == nil ? "armed" : armed)
        if let mode = manager.disarmedMode {
            fencing = fencing.text("resource_mode", mode)
                .text("status", "disarmed, resource mode: \(mode) (CRM watchdog released)")
        } else {
            let isActive = manager.lastRound != nil
            fencing = fencing.text(
                "status", isActive ? "armed (CRM watchdog active)" : "standby (CRM watchdog standby)")
        }
        if let round = manager.lastRound { rows += watchers(at: round, cluster, node) }
        // Versions before 9 have no row for it.
        if call.profile == .version9_2 { rows.insert(fencing, at: min(2, rows.count)) }
        return Output(rows + services(cluster))
    }

    /// The manager and each node's own part of it.
    private static func watchers(at round: Instant, _ cluster: Cluster, _ node: NodeName) -> [Row] {
        let seconds = Int(round.seconds)
        let master = Row().text("id", "master").text("type", "master").text("node", node.text)
            .text("status", "\(node) (active, \(seconds))").integer("timestamp", seconds)
        let locals = cluster.nodesByName.map { node in
            let state = node.isOnline ? "active, watchdog active" : "old timestamp - dead?, watchdog standby"
            return Row().text("id", "lrm:\(node.name)").text("type", "lrm").text("node", node.name.text)
                .text("status", "\(node.name) (\(state), \(seconds))").integer("timestamp", seconds)
        }
        return [master] + locals
    }

    private static func services(_ cluster: Cluster) -> [Row] {
        let manager = cluster.datacenter.highAvailability
        return manager.resources.sections.map { ("\($0.type):\($0.name)", $0) }.sorted { $0.0 < $1.0 }.map {
            sid, section in
            let service = manager.services[sid]
            let guest = Int(section.name).flatMap(GuestID.init).flatMap { cluster.guests[$0] }
            let node = service?.node ?? guest?.node
            let state = manager.shownState(sid)
            return Row().text("id", "service:\(sid)").text("type", "service").text("sid", sid)
                .text("node", node?.text ?? "---").text("crm_state", service?.state.rawValue).text("state", state)
                .text("status", "\(sid) (\(node?.text ?? "---"), \(state))")
                .text("request_state", HighAvailability.request(of: section)).text("comment", section["comment"])
                .integer("max_restart", Int(section["max_restart"] ?? "1"))
                .integer("max_relocate", Int(section["max_relocate"] ?? "1"))
                .integer("failback", Int(section["failback"] ?? "1"))
        }
    }

    private static let managerStatus: Route = { cluster, call throws(Refusal) in
        let manager = cluster.datacenter.highAvailability
        let nodes = cluster.nodesByName.map {
            JSONText.Member($0.name.text, .string($0.isOnline ? "online" : "unknown"))
        }
        let services = manager.services.sorted { $0.key < $1.key }.map { sid, service in
            JSONText.Member(sid, Row().text("node", service.node.text).text("state", service.state.rawValue).json)
        }
        let status = Row().text("master_node", manager.lastRound == nil ? nil : call.localNode.text)
            .integer("timestamp", manager.lastRound.map { Int($0.seconds) })
            .with("node_status", .object(nodes)).with("service_status", .object(services))
        let quorum = Row().text("node", call.localNode.text).flag("quorate", cluster.isQuorate)
        return Output(
            Row().with("manager_status", status.json).with("quorum", quorum.json).with("lrm_status", .object([])))
    }
}

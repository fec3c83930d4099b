import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess

/// Lists of tasks: of one node with all their filters, and the latest of the whole cluster.
enum TaskListRoutes {
    static let routes: Routes = [
        .get("/nodes/{node}/tasks"): nodeTasks,
        .get("/cluster/tasks"): clusterTasks,
    ]

    /// As many of each node are told to the cluster.
    private static let clusterLimit = 25
    private static let usualLimit = 50

    private static let nodeTasks: Route = { cluster, call throws(Refusal) in
        let source = call.text("source") ?? "archive"
        let filter = TaskFilter(call)
        let all = cluster.tasks.newestFirst.filter { $0.node == call.node }
        var found: [ClusterTask] = []
        if source != "archive" { found += all.filter { $0.work != nil && filter.wants($0) } }
        if source != "active" { found += all.filter { $0.work == nil && filter.wants($0) } }
        let start = call.integer("start") ?? 0
        let shown = found.dropFirst(start).prefix(max(0, call.integer("limit") ?? usualLimit))
        return Output(
            .array(shown.map { ended($0, Row(TaskRow.members(of: $0.upid))).json }),
            attributes: [.init("total", .integer(found.count))])
    }

    private static let clusterTasks: Route = { cluster, call throws(Refusal) in
        let seesAll = call.rights.holds(.sysAudit, on: "/")
        let shown = cluster.tasks.newestFirst.filter { task in
            seesAll || task.upid.user == call.identity.text
        }
        var counts: [NodeName: Int] = [:]
        let latest = shown.filter { task in
            counts[task.node, default: 0] += 1
            return counts[task.node, default: 0] <= clusterLimit
        }
        // A node's latest word on its tasks is read with a number here, everything older with a text.
        var told: Set<NodeName> = []
        return Output(
            latest.map { task in
                let hidden = ["pid", "pstart"]
                let row = Row(TaskRow.members(of: task.upid).filter { !hidden.contains($0.key) })
                guard task.work == nil else { return ended(task, row, running: nil).text("saved", "0") }
                let isLatest = told.insert(task.node).inserted
                return ended(task, row).with("saved", isLatest ? 1 : "1")
            })
    }

    private static func ended(_ task: ClusterTask, _ row: Row, running: String? = "RUNNING") -> Row {
        guard case .ended(let instant, _) = task.state else { return row.text("status", running) }
        return row.integer("endtime", Int(instant.seconds)).text("status", task.exitStatus)
    }
}

/// What a list of tasks is narrowed down to.
private struct TaskFilter {
    private let call: Call
    private let seesAll: Bool
    private let statuses: Set<String>

    init(_ call: Call) {
        self.call = call
        seesAll = call.rights.holds(.sysAudit, on: "/nodes/\(call.node)")
        let all: Set = ["ok", "warning", "error", "unknown"]
        if call.isOn("errors") {
            statuses = all.subtracting(["ok"])
        } else if call.text("statusfilter") != nil {
            statuses = all.intersection(call.names("statusfilter").map { $0.lowercased() })
        } else {
            statuses = all
        }
    }

    func wants(_ task: ClusterTask) -> Bool {
        let upid = task.upid
        if let user = call.text("userfilter"), !user.isEmpty,
            !upid.user.lowercased().contains(user.lowercased())
        {
            return false
        }
        guard seesAll || call.identity.owns(Identity(upid.owner) ?? .root) else { return false }
        if let type = call.text("typefilter"), !type.isEmpty, type != upid.type { return false }
        if let guest = call.text("vmid"), guest != upid.subject { return false }
        if let since = call.integer("since"), upid.startedAt < since { return false }
        if let until = call.integer("until"), upid.startedAt > until { return false }
        return statuses.contains(Self.kind(of: task.exitStatus))
    }

    private static func kind(of status: String?) -> String {
        guard let status, status != "unexpected status" else { return "unknown" }
        if status == "OK" { return "ok" }
        return status.hasPrefix("WARNINGS: ") ? "warning" : "error"
    }
}

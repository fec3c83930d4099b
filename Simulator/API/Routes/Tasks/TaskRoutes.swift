import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess

/// Everything about single tasks: `/nodes/{node}/tasks/{upid}`.
enum TaskRoutes {
    private static let task = "/nodes/{node}/tasks/{upid}"

    static let routes: Routes = [
        .get(task): { _, _ throws(Refusal) in
            Output(.array(["log", "status"].map { .object([.init("name", .string($0))]) }))
        },
        .get("\(task)/status"): status,
        .get("\(task)/log"): log,
        .delete(task): abort,
    ]

    private static let status: Route = { cluster, call throws(Refusal) in
        let task = try find(call, cluster)
        var members = TaskRow.members(of: task.upid)
        if call.fault == .taskError {
            members += [.init("status", "stopped"), .init("exitstatus", .string(Cluster.unreadableTaskText))]
            return Output(.object(members))
        }
        members.append(.init("status", task.work == nil ? "stopped" : "running"))
        if let exit = task.exitStatus { members.append(.init("exitstatus", .string(exit))) }
        return Output(.object(members))
    }

    /// Lines from `start` on, 50 if no limit is given, all if it is 0.
    private static let log: Route = { cluster, call throws(Refusal) in
        let task = try find(call, cluster)
        let lines = task.fullLog
        let start = call.integer("start") ?? 0
        let limit = call.integer("limit") ?? usualLineLimit
        let shown = lines.enumerated().dropFirst(start).prefix(limit == 0 ? lines.count : limit)
        let rows = shown.map {
            JSONText.object([.init("n", .integer($0.offset + 1)), .init("t", .string($0.element))])
        }
        guard !lines.isEmpty else {
            return Output([["n": 1, "t": "no content"]], attributes: [.init("total", 1)])
        }
        return Output(.array(rows), attributes: [.init("total", .integer(lines.count))])
    }

    private static let usualLineLimit = 50

    private static let abort: Route = { cluster, call throws(Refusal) in
        let task = try find(call, cluster)
        if !call.identity.owns(owner(of: task)) {
            try call.require([.sysModify], on: "/nodes/\(task.node)")
        }
        cluster.abort(task.id)
        return .nothing
    }

    /// The task of the path, if the node has it and the caller may see it.
    private static func find(_ call: Call, _ cluster: Cluster) throws(Refusal) -> ClusterTask {
        guard let upid = UPID(call.text("upid") ?? "") else {
            throw .parameter("upid", "unable to parse worker upid")
        }
        guard let task = cluster.tasks[TaskID(upid.text)], task.work?.remainder == nil, task.node == call.node else {
            throw .parameter("upid", "no such task")
        }
        if !call.identity.owns(owner(of: task)) { try call.require([.sysAudit], on: "/nodes/\(task.node)") }
        return task
    }

    private static func owner(of task: ClusterTask) -> Identity { Identity(task.upid.owner) ?? .root }
}

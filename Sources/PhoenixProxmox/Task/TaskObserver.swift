import PhoenixModel

/// Follows tasks by their names, which say who has to be asked; so it goes on after a restart.
struct TaskObserver: Sendable {
    let server: any ProxmoxServer

    /// Looks once.
    func look(at task: TaskID, now: Instant) async -> TaskSight {
        guard let identity = TaskIdentity(task) else { return .vanished }
        let request = ProxmoxRequest(.get, "/nodes/\(identity.node)/tasks/\(task)/status")
        do throws(ProxmoxError) {
            let status = try await server.answer(Endpoint<TaskStatus>(request))
            let log = status.hasWarnings ? try await self.log(of: task, on: identity.node) : []
            return TaskSight(status, of: task, log: log, nextLook: now.adding(milliseconds: status.pause(at: now)))
        } catch {
            return TaskSight(error, asking: request, of: task)
        }
    }

    private func log(of task: TaskID, on node: NodeName) async throws(ProxmoxError) -> [TaskLogLine] {
        try await server.answer(
            Endpoint(.get, "/nodes/\(node)/tasks/\(task)/log", ["limit": Self.logLineLimit]))
    }

    /// Warnings stand among what the task printed; a task that printed more than this has buried them.
    private static let logLineLimit = "5000"
}

extension TaskStatus {
    /// How long to wait before the next look: a tenth of the task's age, so that short tasks are seen soon and long ones cost
    /// few calls. The node's clock may be another one, which only makes the looks more or less frequent.
    fileprivate func pause(at now: Instant) -> Int64 {
        let age = now.milliseconds - Int64(starttime?.value ?? 0) * 1000
        return min(max(age / 10, Self.shortestPause), Self.longestPause)
    }

    /// Milliseconds: a container starts in less than a second.
    private static let shortestPause: Int64 = 250
    /// Milliseconds: nobody waits longer than this for the step that follows.
    private static let longestPause: Int64 = 5000
}

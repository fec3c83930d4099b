package import PhoenixModel
package import PhoenixPorts

/// A Proxmox cluster behind its API, and behind its nodes' shells where Phoenix has a way there.
package struct ProxmoxDriver: HostDriver {
    private let server: any ProxmoxServer
    private let clock: any WorldClock
    private let known = KnownConfigs()
    private let submitter: ChangeSubmitter

    /// - Parameters:
    ///   - shell: the way to the nodes' shells; nil if there is none.
    ///   - callerIsRoot: whether the server is asked as root@pam with its password, not with a token.
    package init(
        _ server: any ProxmoxServer, shell: (any NodeShell)? = nil, callerIsRoot: Bool = false, clock: any WorldClock
    ) {
        self.server = server
        self.clock = clock
        submitter = ChangeSubmitter(
            server: server, known: known, shell: shell.map { RootShell(shell: $0, callerIsRoot: callerIsRoot) })
    }

    package func observe(_ interest: Interest) async throws(Failure) -> ObservedState {
        let takenAt = await clock.now()
        let reader = try await NodeObserver(server).observe()
        let guests = GuestObserver(source: GuestSource(server: server), known: known)
        return ObservedState(
            takenAt: takenAt, nodes: reader.nodes,
            guests: try await guests.observe(reader.guests, on: Set(reader.answers.keys), interest),
            runningTasks: reader.runningTasks)
    }

    package func submit(_ submissions: [Submission]) async -> [Result<Acceptance, Failure>] {
        await concurrently(submissions, limit: callLimit) { [submitter] submission in
            await Result { () async throws(Failure) in try await submitter.accept(submission) }
        }
    }

    package func look(at tasks: [TaskID]) async -> [TaskSight] {
        let now = await clock.now()
        return await concurrently(tasks, limit: callLimit) { [server] task in
            await TaskObserver(server: server).look(at: task, now: now)
        }
    }
}

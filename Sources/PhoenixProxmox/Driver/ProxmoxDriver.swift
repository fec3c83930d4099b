package import PhoenixModel
package import PhoenixPorts

/// A Proxmox cluster behind its API, and behind its nodes' shells where Phoenix has a way there.
package struct ProxmoxDriver: HostDriver {
    private let server: any ProxmoxServer
    private let caller: Permissions.Caller
    private let shell: (any NodeShell)?
    private let clock: any WorldClock
    private let executor: (any TaskExecutor)?
    private let observer: ClusterObserver
    private let earlyLook = EarlyLook()
    private let known = KnownConfigs()

    /// - Parameters:
    ///   - caller: as whom the server is asked.
    ///   - shell: the way to the nodes' shells; nil if there is none.
    ///   - executor: where it looks at the cluster; nil for everybody's threads.
    package init(
        _ server: any ProxmoxServer, as caller: Permissions.Caller, shell: (any NodeShell)? = nil,
        clock: any WorldClock, executor: (any TaskExecutor)? = nil
    ) {
        self.server = server
        self.caller = caller
        self.shell = shell
        self.clock = clock
        self.executor = executor
        observer = ClusterObserver(server: server, caller: caller)
    }

    /// Begins the first `observe` with all that does not depend on what is wished, and does not wait for it.
    package func lookAhead(at now: Instant) { earlyLook.begin(observer, at: now, on: executor) }

    package func observe(_ interest: Interest) async throws(Failure) -> ObservedState {
        try await withTaskExecutorPreference(executor) { () async throws(Failure) in try await observed(interest) }
    }

    private func observed(_ interest: Interest) async throws(Failure) -> ObservedState {
        let now = await clock.now()
        var sight =
            if let early = try await earlyLook.take(at: now) { early } else { try await observer.observe(at: now) }
        let nodes = sight.reader.answers.keys.sorted()
        // A shell that cannot be used is missing among the nodes that have one, which the plan asks for.
        let files = (await shell.map(NodeFilesObserver.init)?.observe(nodes) ?? [:]).compactMapValues { try? $0.get() }
        sight.reader.devices = files.mapValues(\.devices)
        let guests = GuestObserver(
            source: GuestSource(server: server), known: known,
            files: files.values.reduce(into: [:]) { $0.merge($1.guests) { $1 } })
        return ObservedState(
            takenAt: sight.takenAt, nodes: sight.reader.nodes,
            guests: try await guests.observe(sight.reader.guests, on: Set(nodes), interest),
            runningTasks: sight.reader.runningTasks,
            authority: .limited(sight.permissions.reaching(Set(files.keys))))
    }

    package func submit(_ submissions: [Submission]) async -> [Result<Acceptance, Failure>] {
        earlyLook.drop()
        let submitter = ChangeSubmitter(
            server: server, known: known, shell: shell.map { RootShell(shell: $0, caller: caller) })
        return await concurrently(submissions, limit: callLimit) { submission in
            await Result { () async throws(Failure) in try await submitter.accept(submission) }
        }
    }

    package func look(at tasks: [TaskID]) async -> [TaskSight] {
        earlyLook.drop()
        let now = await clock.now()
        return await concurrently(tasks, limit: callLimit) { [server] task in
            await TaskObserver(server: server).look(at: task, now: now)
        }
    }
}

extension Permissions {
    /// The same with these nodes' shells at hand.
    fileprivate func reaching(_ nodes: Set<NodeName>) -> Permissions {
        var permissions = self
        permissions.shellNodes = nodes
        return permissions
    }
}

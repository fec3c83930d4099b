package import PhoenixModel
package import PhoenixPorts

/// A Proxmox cluster behind its API, and behind its nodes' shells where Phoenix has a way there.
package struct ProxmoxDriver: HostDriver {
    private let server: any ProxmoxServer
    private let caller: Permissions.Caller
    private let shell: (any NodeShell)?
    private let clock: any WorldClock
    private let known = KnownConfigs()
    private let version = KnownVersion()

    /// - Parameters:
    ///   - caller: as whom the server is asked.
    ///   - shell: the way to the nodes' shells; nil if there is none.
    package init(
        _ server: any ProxmoxServer, as caller: Permissions.Caller, shell: (any NodeShell)? = nil,
        clock: any WorldClock
    ) {
        self.server = server
        self.caller = caller
        self.shell = shell
        self.clock = clock
    }

    package func observe(_ interest: Interest) async throws(Failure) -> ObservedState {
        let takenAt = await clock.now()
        async let told = Result { () async throws(Failure) in try await permissions() }
        var reader = try await NodeObserver(server).observe()
        let nodes = reader.answers.keys.sorted()
        // A shell that cannot be used is missing among the nodes that have one, which the plan asks for.
        let files = (await shell.map(NodeFilesObserver.init)?.observe(nodes) ?? [:]).compactMapValues { try? $0.get() }
        reader.devices = files.mapValues(\.devices)
        let guests = GuestObserver(
            source: GuestSource(server: server), known: known,
            files: files.values.reduce(into: [:]) { $0.merge($1.guests) { $1 } })
        return ObservedState(
            takenAt: takenAt, nodes: reader.nodes,
            guests: try await guests.observe(reader.guests, on: Set(nodes), interest),
            runningTasks: reader.runningTasks,
            authority: .limited(try await told.get().reaching(Set(files.keys))))
    }

    /// Root's own password opens everything, so nothing has to be asked.
    private func permissions() async throws(Failure) -> Permissions {
        let observer = PermissionsObserver(server)
        let version = try await version.value { () async throws(Failure) in try await observer.version() }
        guard caller != .root else { return Permissions(caller: caller, version: version) }
        return try await observer.observe(as: caller, version: version, shellNodes: [])
    }

    package func submit(_ submissions: [Submission]) async -> [Result<Acceptance, Failure>] {
        let submitter = ChangeSubmitter(
            server: server, known: known, shell: shell.map { RootShell(shell: $0, caller: caller) })
        return await concurrently(submissions, limit: callLimit) { submission in
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

extension Permissions {
    /// The same with these nodes' shells at hand.
    fileprivate func reaching(_ nodes: Set<NodeName>) -> Permissions {
        var permissions = self
        permissions.shellNodes = nodes
        return permissions
    }
}

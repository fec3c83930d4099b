import PhoenixModel

/// Changes that ask for more than one answer.
extension ChangeSubmitter {
    /// A container that runs already refuses at once, a machine only in its task (behaviour 9.1, 9.3).
    func start(_ guest: GuestReference, _ change: Change) async throws(Failure) -> Acceptance {
        if guest.kind == .machine, try await isRunning(guest, change) { return .done }
        return try await send(ChangeCall.start(guest), for: change, doneIf: "already running")
    }

    /// What a broken restart left stopped is started, as the restart would have done.
    func restart(_ guest: GuestReference, timeoutSeconds: Int, _ change: Change) async throws(Failure) -> Acceptance {
        let call = ChangeCall.restart(guest, timeoutSeconds: timeoutSeconds)
        let acceptance = try await send(call, for: change, doneIf: "not running")
        return acceptance == .done ? try await start(guest, change) : acceptance
    }

    func snapshot(
        _ guest: GuestReference, _ name: SnapshotName, _ config: GuestConfig, _ change: Change
    ) async throws(Failure) -> Acceptance {
        if config.hasSnapshots {
            let endpoint = Endpoint<[SnapshotRow]>(.get, guest.path("/snapshot"))
            let rows = try await server.answer(endpoint, while: change.attempt)
            if rows.names.contains(name) { return .done }
        }
        return try await send(ChangeCall.snapshot(guest, name), for: change)
    }

    func grow(
        _ guest: GuestReference, _ key: SettingKey, to size: Int, _ config: GuestConfig, _ change: Change
    ) async throws(Failure) -> Acceptance {
        let disk = try ConfigWriter(kind: guest.kind, next: config.next).diskKey(key)
        let present = config.next[disk].flatMap { Properties($0)["size"] }.flatMap(DiskSize.gibibytes)
        if let present, present >= size { return .done }
        return try await send(ChangeCall.grow(guest, disk: disk, toGibibytes: size), for: change)
    }

    /// Containers' conversion answers nothing, although a task works on it (behaviour 9.6): it is the newest of its kind.
    func makeTemplate(
        _ guest: GuestReference, _ config: GuestConfig, _ change: Change
    ) async throws(Failure) -> Acceptance {
        guard !config.inForce.isOn("template") else { return .done }
        let acceptance = try await send(ChangeCall.makeTemplate(guest), for: change)
        guard acceptance == .done else { return acceptance }
        let endpoint = Endpoint<[TaskRow]>(
            .get, "/nodes/\(guest.node)/tasks",
            ["vmid": guest.id.description, "typefilter": "vztemplate", "source": "all", "limit": "1"])
        let rows = try await server.answer(endpoint, while: change.attempt)
        return rows.first.map { .task(TaskID($0.upid)) } ?? .done
    }

    /// A guest that is where it shall go was moved before.
    func migrate(
        _ guest: GuestReference, to node: NodeName, _ submission: Submission
    ) async throws(Failure) -> Acceptance {
        let change = submission.change
        let there = GuestReference(id: guest.id, kind: guest.kind, node: node)
        do throws(Failure) {
            _ = try await present(submission)
        } catch {
            guard error.code == .conflict || error.code == .notFound,
                let config = try await config(of: there, for: change)
            else { throw error }
            try submission.require(config)
            return .done
        }
        let isRunning = try await isRunning(guest, change)
        return try await send(ChangeCall.migrate(guest, to: node, isRunning: isRunning), for: change)
    }

    private func isRunning(_ guest: GuestReference, _ change: Change) async throws(Failure) -> Bool {
        let endpoint = Endpoint<PowerAnswer>(.get, guest.path("/status/current"))
        return try await server.answer(endpoint, while: change.attempt).status == "running"
    }
}

/// The part of `…/status/current` that says whether the guest runs.
private struct PowerAnswer: Decodable, Sendable {
    let status: String
}

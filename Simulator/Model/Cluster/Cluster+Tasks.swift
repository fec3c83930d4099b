import PhoenixModel

extension Cluster {
    /// Starts a worker on a guest and returns its UPID.
    mutating func begin(
        _ job: ClusterTask.Job, on guest: Guest, milliseconds: Int, failure: HostError? = nil
    ) -> TaskID {
        // A clone's UPID names the source; its node is the one that was asked.
        let named = job.source.flatMap { guests[$0] } ?? guest
        let id = tasks.nextID(node: named.node, kind: job.kind(for: guest.kind), guest: named.id, at: now)
        let endsAt = now.adding(milliseconds: Int64(milliseconds))
        tasks.add(
            ClusterTask(
                id: id, node: named.node, guest: guest.id, operation: job.operation, startedAt: now,
                state: .working(ClusterTask.Work(job: job, endsAt: endsAt, failure: failure))))
        guests[guest.id]?.workingTask = id
        agenda.add(.taskEnds(id), at: endsAt)
        return id
    }

    /// Lets a worker take longer.
    mutating func delay(_ id: TaskID, milliseconds: Int64) {
        guard let work = tasks[id]?.work else { return }
        let endsAt = work.endsAt.adding(milliseconds: milliseconds)
        tasks.update(id) { $0.endsAt = endsAt }
        agenda.add(.taskEnds(id), at: endsAt)
    }

    mutating func endTask(_ id: TaskID) {
        guard let task = tasks[id], let work = task.work, work.endsAt <= now else { return }
        var exit = ClusterTask.Exit.done(warnings: [])
        switch work.remainder {
        case .undone: undo(work.job, of: task)
        case .abandoned: break
        case .done, nil: exit = outcome(of: task, work)
        }
        release(task)
        if work.remainder == nil {
            tasks.end(id, at: now, exit)
        } else {
            tasks.forget(id)
        }
    }

    private mutating func outcome(of task: ClusterTask, _ work: ClusterTask.Work) -> ClusterTask.Exit {
        do throws(HostError) {
            if let failure = work.failure { throw failure }
            guard let id = task.guest, guests[id]?.workingTask == task.id else {
                throw HostError(.missing, "Configuration file of guest \(task.guest?.description ?? "") does not exist")
            }
            try finish(work.job, of: id)
            return .done(warnings: [])
        } catch {
            undo(work.job, of: task)
            return .failed(error)
        }
    }

    private mutating func release(_ task: ClusterTask) {
        guard let id = task.guest, guests[id]?.workingTask == task.id else { return }
        guests[id]?.workingTask = nil
    }

    private mutating func finish(_ job: ClusterTask.Job, of id: GuestID) throws(HostError) {
        switch job {
        case .create: guests[id]?.file.lock = nil
        case .clone(let source):
            guests[id]?.file.lock = nil
            unlock(source, from: "disk")
        case .start: try boot(id)
        case .shutDown: stop(id)
        case .restart:
            stop(id)
            try boot(id)
        case .snapshot(let name): finishSnapshot(name, of: id)
        case .rollback(let name, let starts): try finishRollback(name, of: id, starts: starts)
        case .makeTemplate: try finishTemplate(id)
        case .migrate(let node): try finishMigration(of: id, to: node)
        case .destroy: removeGuest(id)
        case .grow(let key, let size): try finishGrowth(of: key, of: id, toGibibytes: size)
        }
    }

    /// Leaves the guest as it was before the task, as Proxmox's workers do when they fail.
    private mutating func undo(_ job: ClusterTask.Job, of task: ClusterTask) {
        guard let id = task.guest, guests[id]?.workingTask == task.id else { return }
        switch job {
        case .create: removeGuest(id)
        case .clone(let source):
            removeGuest(id)
            unlock(source, from: "disk")
        case .start, .grow: break
        case .shutDown, .restart: guests[id]?.running?.isGoingDown = false
        case .snapshot: unlock(id, from: "snapshot")
        case .rollback: unlock(id, from: "rollback")
        case .makeTemplate, .destroy: break
        case .migrate: unlock(id, from: "migrate")
        }
    }

    mutating func unlock(_ id: GuestID, from lock: String) {
        if guests[id]?.file.lock == lock { guests[id]?.file.lock = nil }
    }
}

extension ClusterTask.Job {
    /// The task's type in its UPID.
    func kind(for guest: GuestKind) -> String {
        if case .grow = self { return "resize" }
        return (guest == .container ? "vz" : "qm") + word(for: guest)
    }

    private func word(for guest: GuestKind) -> String {
        switch self {
        case .create: "create"
        case .clone: "clone"
        case .start: "start"
        case .shutDown: "shutdown"
        case .restart: "reboot"
        case .snapshot: "snapshot"
        case .rollback: "rollback"
        case .makeTemplate: "template"
        case .migrate: guest == .container ? "migrate" : "igrate"
        case .destroy: "destroy"
        case .grow: "resize"
        }
    }

    /// The guest that is copied; nil for every other work.
    var source: GuestID? { if case .clone(let source) = self { source } else { nil } }

    /// The kind of change that leads to it; nil if none does.
    var operation: Change.Operation? {
        switch self {
        case .create: .create
        case .clone: .clone
        case .start: .start
        case .shutDown: .shutDown
        case .restart: .restart
        case .snapshot: .snapshot
        case .rollback: nil
        case .makeTemplate: .makeTemplate
        case .migrate: .migrate
        case .destroy: .destroy
        case .grow: .grow
        }
    }
}

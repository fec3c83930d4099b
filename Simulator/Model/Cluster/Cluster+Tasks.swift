package import PhoenixModel

extension Cluster {
    /// How long a worker waits for a guest's lock file before it gives up (PVE::Tools::lock_file's usual time-out).
    package static let lockFileSeconds = 10

    /// Starts a worker on a guest and returns its UPID. While another worker holds the guest, it waits.
    mutating func begin(
        _ job: ClusterTask.Job, on guest: Guest, milliseconds: Int, failure: HostError? = nil, log: [String] = []
    ) -> TaskID {
        // A clone's UPID names the source; its node is the one that was asked.
        let named = job.source.flatMap { guests[$0] } ?? guest
        var work = ClusterTask.Work(job: job, endsAt: now.adding(milliseconds: Int64(milliseconds)), failure: failure)
        let holder = guests[guest.id]?.workingTask
        if let holder { wait(for: holder, &work, guest.reference) }
        let id = add(work, type: job.type(for: guest.kind), about: named.id.description, named.node, guest.id, log)
        if holder == nil {
            guests[guest.id]?.workingTask = id
        } else {
            guests[guest.id]?.waitingTasks.append(id)
        }
        return id
    }

    /// Starts a worker that finds no guest: it says so and ends.
    mutating func beginOnMissing(_ job: ClusterTask.Job, _ reference: GuestReference) -> TaskID {
        let text =
            job == .stop || job == .shutDown
            ? "unable to find configuration file for VM \(reference.id) on node '\(reference.node)'"
            : Self.missingText(reference)
        let work = ClusterTask.Work(
            job: job, endsAt: now.adding(milliseconds: Self.missingMilliseconds), failure: HostError(.missing, text))
        return add(work, type: job.type(for: reference.kind), about: "\(reference.id)", reference.node, nil, [])
    }

    /// Starts a worker that is about no guest.
    mutating func begin(
        _ job: ClusterTask.Job, type: String, subject: String, on node: NodeName, milliseconds: Int,
        failure: HostError? = nil, log: [String] = []
    ) -> TaskID {
        let work = ClusterTask.Work(job: job, endsAt: now.adding(milliseconds: Int64(milliseconds)), failure: failure)
        return add(work, type: type, about: subject, node, nil, log)
    }

    /// As long as a worker needs to find that there is nothing to do.
    private static let missingMilliseconds: Int64 = 100

    private mutating func wait(for holder: TaskID, _ work: inout ClusterTask.Work, _ guest: GuestReference) {
        let patience = now.adding(seconds: Self.lockFileSeconds)
        guard let free = tasks[holder]?.work?.endsAt, free <= patience else {
            work.endsAt = patience
            work.failure = HostError(.busy, Self.lockTimeoutText(guest))
            return
        }
        work.endsAt = work.endsAt.adding(milliseconds: free.milliseconds(since: now))
    }

    private mutating func add(
        _ work: ClusterTask.Work, type: String, about subject: String, _ node: NodeName, _ guest: GuestID?,
        _ log: [String]
    ) -> TaskID {
        let upid = tasks.nextID(node: node, type: type, subject: subject, owner: requester, at: now)
        let task = ClusterTask(
            upid: upid, node: node, guest: guest, operation: work.job.operation, startedAt: now, log: log,
            state: .working(work))
        tasks.add(task)
        agenda.add(.taskEnds(task.id), at: work.endsAt)
        return task.id
    }

    /// Ends a worker as a person does who stops it in the web interface.
    package mutating func abort(_ id: TaskID) {
        guard let task = tasks[id], let work = task.work else { return }
        undo(work.job, of: task)
        release(task)
        tasks.end(id, at: now, .failed(HostError(.failed, "received interrupt")))
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
            if try finishWithoutGuest(work.job, on: task.node) { return .done(warnings: work.warnings ?? []) }
            guard let id = task.guest, guests[id]?.workingTask == task.id else {
                throw HostError(.missing, "Configuration file of guest \(task.upid.subject) does not exist")
            }
            try finish(work.job, of: id)
            return .done(warnings: work.warnings ?? [])
        } catch {
            undo(work.job, of: task)
            return .failed(error)
        }
    }

    private mutating func release(_ task: ClusterTask) {
        guard let id = task.guest, let guest = guests[id] else { return }
        guard guest.workingTask == task.id else {
            guests[id]?.waitingTasks.removeAll { $0 == task.id }
            return
        }
        guests[id]?.workingTask = guest.waitingTasks.first
        guests[id]?.waitingTasks = Array(guest.waitingTasks.dropFirst())
    }

    /// Whether the job is none on a guest; it is done then.
    private mutating func finishWithoutGuest(_ job: ClusterTask.Job, on node: NodeName) throws(HostError) -> Bool {
        switch job {
        case .note: return true
        case .onNode(let job):
            try finish(job, on: node)
            return true
        default: return false
        }
    }

    private mutating func finish(_ job: ClusterTask.Job, of id: GuestID) throws(HostError) {
        switch job {
        case .create(let starts):
            guests[id]?.file.lock = nil
            if starts { startMade(id) }
        case .clone(let source):
            guests[id]?.file.lock = nil
            unlock(source, from: "disk")
        case .start: try boot(id)
        case .shutDown, .stop: halt(id)
        case .reset:
            halt(id)
            try boot(id)
        case .pause: guests[id]?.running?.isPaused = true
        case .resume: guests[id]?.running?.isPaused = false
        case .moveVolume(let key, let storage, let removesSource):
            try finishMove(of: key, of: id, to: storage, removesSource: removesSource)
        case .note, .onNode: break
        case .restart:
            halt(id)
            try boot(id)
        case .snapshot(let name, let description): finishSnapshot(name, description, of: id)
        case .deleteSnapshot(let name): finishSnapshotDeletion(name, of: id)
        case .rollback(let name, let starts): try finishRollback(name, of: id, starts: starts)
        case .makeTemplate: try finishTemplate(id)
        case .migrate(let node): try finishMigration(of: id, to: node)
        case .destroy(let purges): finishDestruction(of: id, purges: purges)
        case .grow(let key, let size): try finishGrowth(of: key, of: id, toBytes: size)
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
        case .start, .stop, .reset, .pause, .resume, .grow, .note, .onNode: break
        case .moveVolume: unlock(id, from: "disk")
        case .shutDown, .restart: guests[id]?.running?.isGoingDown = false
        case .snapshot: unlock(id, from: "snapshot")
        case .deleteSnapshot: unlock(id, from: "snapshot-delete")
        case .rollback: unlock(id, from: "rollback")
        case .makeTemplate, .destroy: break
        case .migrate: unlock(id, from: "migrate")
        }
    }

    mutating func unlock(_ id: GuestID, from lock: String) {
        if guests[id]?.file.lock == lock { guests[id]?.file.lock = nil }
    }
}

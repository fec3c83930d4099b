package import PhoenixModel

extension Cluster {
    /// Looks at everything.
    package mutating func observe() throws(Failure) -> ObservedState {
        let struck = strike(.observe, guest: nil)
        let fault = struck?.kind
        if let failure = fault?.failure(while: "show its guests", on: nil) { throw failure }
        switch fault {
        case .lostAfterEffect, .taskError, .taskVanishes, .storageFull: throw .lost("show its guests")
        case .slow(let seconds): advance(to: now.adding(seconds: seconds))
        case .staleRead: if let previousSight { return previousSight }
        case .guestMoved, .guestDeleted, .guestChanged, .guestLocked:
            if let struck, let guest = struck.guest { interfere(struck.kind, with: guest) }
        default: break  // the others have struck before
        }
        let seen = sight()
        if canReadStale { previousSight = seen }
        return seen
    }

    /// Takes changes, in order.
    package mutating func submit(_ submissions: [Submission]) -> [Result<Acceptance, Failure>] {
        submissions.map { submission in
            do throws(Failure) {
                return .success(try submit(submission))
            } catch {
                return .failure(error)
            }
        }
    }

    private mutating func submit(_ submission: Submission) throws(Failure) -> Acceptance {
        let change = submission.change
        let guest = change.touchedGuest
        guard let fault = strike(.change(change.operation), guest: guest?.id)?.kind else {
            return try accept(submission)
        }
        if let failure = fault.failure(while: change.attempt, on: guest) { throw failure }
        if let guest { interfere(fault, with: guest.id) }
        if let refusal = fault.immediateRefusal(of: .change(change.operation)) {
            throw Failure(refusal, while: change.attempt)
        }
        let acceptance = try accept(submission)
        if case .task(let task) = acceptance { apply(fault, to: task) }
        if case .slow(let seconds) = fault, acceptance == .done { advance(to: now.adding(seconds: seconds)) }
        if fault == .lostAfterEffect { throw .lost(change.attempt) }
        return acceptance
    }

    /// Lets a fault strike the worker that a call has started.
    package mutating func apply(_ fault: Fault.Kind, to task: TaskID) {
        switch fault {
        case .taskError:
            tasks.update(task) { $0.failure = HostError(.failed, "command '/usr/bin/task' failed: exit code 1") }
        case .storageFull:
            tasks.update(task) { $0.failure = HostError(.noSpace, "No space left on device") }
        case .taskVanishes(let remainder):
            tasks.update(task) { $0.remainder = remainder }
        case .taskWarnings:
            tasks.update(task) { $0.warnings = ["something was odd"] }
        case .slow(let seconds):
            delay(task, milliseconds: Int64(seconds) * 1000)
        default: break  // the others have struck before or strike the answer
        }
    }

    /// Looks at tasks, once each.
    package mutating func look(at ids: [TaskID]) -> [TaskSight] {
        ids.map { look(at: $0) }
    }

    private mutating func look(at id: TaskID) -> TaskSight {
        let task = tasks[id]
        let attempt = "show a task"
        let fault = strike(.lookAtTask, guest: task?.guest)?.kind
        if let failure = fault?.failure(while: attempt, on: nil) { return .unknown(failure) }
        switch fault {
        case .lostAfterEffect, .storageFull: return .unknown(.lost(attempt))
        case .taskError:
            return .failed(Failure(task: id, HostError(.failed, "unable to read tail (got 0 bytes)")))
        case .taskVanishes(let remainder): return forget(id, leaving: remainder)
        case .slow(let seconds): advance(to: now.adding(seconds: seconds))
        case .staleRead where task != nil: return .running(lookAgainAt: now.adding(seconds: 1))
        case .guestMoved, .guestDeleted, .guestChanged, .guestLocked:
            if let guest = task?.guest, let fault { interfere(fault, with: guest) }
        default: break  // the others have struck before
        }
        return sight(of: id)
    }

    private func sight(of id: TaskID) -> TaskSight {
        guard let task = tasks[id], task.work?.remainder == nil else { return .vanished }
        if nodes[task.node]?.isOnline != true {
            return .unknown(Failure(HostError(.nodeOffline, "No route to host"), while: "show a task"))
        }
        switch task.state {
        case .working(let work): return .running(lookAgainAt: work.endsAt)
        case .ended(_, .done(let warnings)): return .succeeded(warnings: warnings)
        case .ended(_, .failed(let error)): return .failed(Failure(task: id, error))
        }
    }

    private mutating func forget(_ id: TaskID, leaving remainder: Fault.Remainder) -> TaskSight {
        if tasks[id]?.work == nil {
            tasks.forget(id)
        } else {
            tasks.update(id) { $0.remainder = remainder }
        }
        return .vanished
    }
}

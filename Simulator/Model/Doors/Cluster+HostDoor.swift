package import PhoenixModel

extension Cluster {
    /// Looks at everything.
    package mutating func observe() throws(Failure) -> ObservedState {
        let fault = strike(.observe, guest: nil)?.kind
        if let failure = fault?.failure(while: "show its guests", on: nil) { throw failure }
        switch fault {
        case .lostAfterEffect: throw .lost("show its guests")
        case .slow(let seconds): advance(to: now.adding(seconds: seconds))
        case .staleRead: if let previousSight { return previousSight }
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
        guard let fault = strike(.change(change.operation), guest: guest?.id, copying: change.source)?.kind else {
            return try accept(submission)
        }
        if let failure = fault.failure(while: change.attempt, on: guest) { throw failure }
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
        case .lostAfterEffect: return .unknown(.lost(attempt))
        case .taskError:
            return .failed(Failure(task: id, HostError(.failed, Self.unreadableTaskText)))
        case .taskVanishes(let remainder):
            forget(id, leaving: remainder)
            return .vanished
        case .slow(let seconds): advance(to: now.adding(seconds: seconds))
        case .staleRead where task != nil: return .running(lookAgainAt: now.adding(seconds: 1))
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

    /// What Proxmox says of a task whose log it cannot read.
    package static let unreadableTaskText = "unable to read tail (got 0 bytes)"
}

extension Change {
    /// The guest that is copied; nil for any other change.
    fileprivate var source: GuestID? { if case .clone(let cloning) = self { cloning.source.id } else { nil } }
}

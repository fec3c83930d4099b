import PhoenixModel

/// One attempt at one change: submit, follow its task, and look for it if the answer was lost.
///
/// States: ready → submitting → following | looking → ended. A lost answer leads to a look at the whole host, and
/// that look has three outcomes: done, running (followed from there), none (the attempt failed and may be made again).
struct ChangeMachine {
    private enum Work {
        case change(Submission)
        /// A task that somebody else began; there is nothing to submit, and nothing to look for.
        case task(TaskID)
    }

    private enum State {
        case ready
        case submitting
        case following(TaskID)
        case looking(because: Failure)
        case ended
    }

    private let work: Work
    private var state = State.ready
    private var deadline: Instant?

    init(_ submission: Submission) {
        work = .change(submission)
    }

    init(following task: TaskID) {
        work = .task(task)
    }

    mutating func begin(at now: Instant) -> [StepOrder] {
        switch work {
        case .change(let submission):
            deadline = now.adding(seconds: submission.change.deadlineSeconds)
            state = .submitting
            return [.submit(submission)]
        case .task(let task):
            deadline = now.adding(seconds: followDeadlineSeconds)
            state = .following(task)
            return [.accepted(task), .lookAtTask(task)]
        }
    }

    mutating func receive(_ event: StepEvent, at now: Instant) -> [StepOrder] {
        switch (state, event) {
        case (.submitting, .submitted(let answer)): return submitted(answer)
        case (.following(let task), .task(let sight)): return saw(sight, of: task, at: now)
        case (.following(let task), .due): return [.lookAtTask(task)]
        case (.looking(let failure), .observed(let sight)): return looked(sight, because: failure, at: now)
        case (.looking, .due): return [.observe]
        // A look that was under way when the state changed: its answer is of no use any more.
        default: return []
        }
    }

    private mutating func submitted(_ answer: Result<Acceptance, Failure>) -> [StepOrder] {
        switch answer {
        case .success(.done): return end(.succeed(note: nil))
        case .success(.task(let task)):
            state = .following(task)
            return [.accepted(task), .lookAtTask(task)]
        case .failure(let failure) where failure.code == .outcomeUnknown:
            state = .looking(because: failure)
            return [.observe]
        case .failure(let failure): return end(.fail(failure))
        }
    }

    private mutating func saw(_ sight: TaskSight, of task: TaskID, at now: Instant) -> [StepOrder] {
        if let deadline, now >= deadline, case .running = sight { return end(.fail(.tookTooLong(task))) }
        switch sight {
        case .running(let next): return [.wait(until: max(next, now.adding(milliseconds: 1)))]
        case .succeeded(let warnings):
            return end(.succeed(note: warnings.isEmpty ? nil : warnings.joined(separator: "; ")))
        case .failed(let failure): return end(.fail(failure))
        case .vanished:
            let failure = Failure(
                .outcomeUnknown, "the host no longer knows task \(task)",
                remedy: "Phoenix looks whether it took effect", disposition: .retry)
            // Whoever began a foreign task, its end is seen in the next plan.
            guard case .change = work else { return end(.succeed(note: failure.message)) }
            state = .looking(because: failure)
            return [.observe]
        case .unknown(let failure):
            guard let deadline, now < deadline else { return end(.fail(failure)) }
            return [.wait(until: now.adding(seconds: unreachablePauseSeconds))]
        }
    }

    private mutating func looked(
        _ sight: Result<ObservedState, Failure>, because failure: Failure, at now: Instant
    ) -> [StepOrder] {
        guard case .change(let submission) = work else { return end(.fail(failure)) }
        switch sight {
        case .failure(let blindness):
            guard let deadline, now < deadline else { return end(.fail(blindness)) }
            return [.wait(until: now.adding(seconds: unreachablePauseSeconds))]
        case .success(let observed):
            switch trace(of: submission.change, in: observed) {
            case .done: return end(.succeed(note: "its answer was lost; it was found done"))
            case .running(let task):
                state = .following(task)
                return [.accepted(task), .lookAtTask(task)]
            case .none:
                var again = failure
                again.disposition = .retry
                return end(.fail(again))
            }
        }
    }

    private mutating func end(_ order: StepOrder) -> [StepOrder] {
        state = .ended
        return [order]
    }
}

/// How long to leave a host alone that cannot be asked about a task.
private let unreachablePauseSeconds = 5

/// A foreign task, such as a backup, may take long; the fleet's other guests go on meanwhile.
private let followDeadlineSeconds = 4 * 3600

extension Failure {
    static func tookTooLong(_ task: TaskID) -> Failure {
        Failure(
            .deadlineExceeded, "task \(task) is still at work after its deadline",
            remedy: "look at the task in Proxmox; the next sync follows it if it still runs", disposition: .retry)
    }
}

import HeapModule
package import PhoenixModel
package import PhoenixPlanner

/// One plan on its way: events in, actions out. It owns the machines of the steps at work and does nothing itself.
package struct RunMachine {
    private let plan: Plan
    private let places: [StepID: Int]
    private let header: RunHeader
    private var schedule: Schedule
    private var retries: RetryPolicy
    private var works: [Int: Work] = [:]
    private var timers = Heap<Timer>()
    /// Steps whose lost change is looked for in the next sight of the host.
    private var observing: Set<Int> = []
    private var ended = 0
    private var hasFailed = false
    private var stopReason: StopReason?
    private var isFinished = false

    /// A step that has begun and not ended.
    private struct Work {
        var machine: StepMachine
        var attempt: Int
        /// Tells the timer that counts from those that were set before it.
        var timer = 0
        /// Between two attempts: the due timer begins the next one.
        var isBetweenAttempts = false
    }

    private struct Timer: Comparable {
        let at: Instant
        let step: Int
        let number: Int

        static func < (left: Timer, right: Timer) -> Bool { (left.at, left.step) < (right.at, right.step) }
    }

    /// - Parameter seed: decides the jitter of pauses, nothing else.
    package init(plan: Plan, header: RunHeader, seed: UInt64) {
        self.plan = plan
        self.header = header
        places = Dictionary(plan.steps.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        schedule = Schedule(plan)
        retries = RetryPolicy(seed: seed)
    }

    /// When `time` is to be told next, if nothing else happens before; nil if nothing waits for a time.
    package var nextWake: Instant? { timers.min?.at }

    /// The steps at work, for people.
    package var stepsAtWork: [Step] { works.keys.sorted().map { plan.steps[$0] } }

    /// Takes what happened and says what is to be done.
    package mutating func receive(_ event: RunEvent, at now: Instant) -> [RunAction] {
        guard !isFinished else { return [] }
        var actions: [RunAction] = []
        switch event {
        case .began: actions.append(.record(.runBegan(header)))
        case .step(let id, let event):
            if let index = places[id] { deliver(event, to: index, at: now, &actions) }
        case .observed(let sight):
            let waiting = observing.sorted()
            observing = []
            for index in waiting { deliver(.observed(sight), to: index, at: now, &actions) }
        case .time: ring(at: now, &actions)
        case .stop(let reason): stop(reason, at: now, &actions)
        }
        beginSteps(at: now, &actions)
        finishIfDone(at: now, &actions)
        return actions
    }
}

extension RunMachine {
    private mutating func beginSteps(at now: Instant, _ actions: inout [RunAction]) {
        guard stopReason == nil else { return }
        for index in schedule.begin() { attempt(index, number: 1, at: now, &actions) }
    }

    private mutating func attempt(_ index: Int, number: Int, at now: Instant, _ actions: inout [RunAction]) {
        let step = plan.steps[index]
        // Unique among all runs that this guest ever saw, also after the state directory was lost.
        let token = "\(header.beganAt.milliseconds)-\(header.run)-\(step.id.text.guestRunText)-\(number)"
        var machine = StepMachine(step, commit: plan.commit, token: token, isRepeated: number > 1)
        let orders = machine.begin(at: now)
        works[index] = Work(machine: machine, attempt: number)
        var submission: Submission?
        if case .change(let change) = step.action { submission = change }
        actions.append(.record(.stepBegan(step.id, attempt: number, submission: submission, at: now)))
        actions.append(.tell(.stepBegan(step, attempt: number, at: now)))
        follow(orders, of: index, at: now, &actions)
    }

    private mutating func deliver(
        _ event: StepEvent, to index: Int, at now: Instant, _ actions: inout [RunAction]
    ) {
        guard var work = works[index], !work.isBetweenAttempts else { return }
        let orders = work.machine.receive(event, at: now)
        works[index] = work
        follow(orders, of: index, at: now, &actions)
    }

    private mutating func follow(
        _ orders: [StepOrder], of index: Int, at now: Instant, _ actions: inout [RunAction]
    ) {
        let step = plan.steps[index]
        for order in orders {
            switch order {
            case .submit(let submission): actions.append(.submit(step.id, submission))
            case .accepted(let task): actions.append(.record(.taskAccepted(step.id, task, at: now)))
            case .lookAtTask(let task): actions.append(.lookAtTask(step.id, task))
            case .start(let request): actions.append(.start(step.id, request))
            case .lookAtRun(let run): actions.append(.lookAtRun(step.id, run))
            case .observe:
                if observing.isEmpty { actions.append(.observe) }
                observing.insert(index)
            case .wait(let deadline): setTimer(index, at: deadline)
            case .output(let lines):
                actions.append(.record(.output(step.id, lines: lines, at: now)))
                actions.append(.tell(.output(step, lines: lines, at: now)))
            case .succeed(let note): succeed(index, note: note, at: now, &actions)
            case .fail(let failure): fail(index, failure, at: now, &actions)
            }
        }
    }

    private mutating func succeed(_ index: Int, note: String?, at now: Instant, _ actions: inout [RunAction]) {
        schedule.succeeded(index)
        end(index, .succeeded(note: note), at: now, &actions)
    }

    private mutating func fail(_ index: Int, _ failure: Failure, at now: Instant, _ actions: inout [RunAction]) {
        guard var work = works[index] else { return }
        let step = plan.steps[index]
        if stopReason == nil, let pause = retries.pauseMilliseconds(after: failure, attempt: work.attempt) {
            let next = now.adding(milliseconds: pause)
            work.isBetweenAttempts = true
            works[index] = work
            setTimer(index, at: next)
            actions.append(.record(.attemptFailed(step.id, failure, nextTryAt: next, at: now)))
            actions.append(.tell(.stepRetries(step, failure, nextTryAt: next, at: now)))
            return
        }
        hasFailed = true
        let doomed = schedule.failed(index)
        end(index, .failed(failure), at: now, &actions)
        for skipped in doomed { end(skipped, .skipped(because: step.id), at: now, &actions) }
        // That another Phoenix is at work on a guest is no fault of the commit.
        guard failure.code != .overtaken else { return }
        if plan.onFailure != .continue, stopReason == nil { stop(.stepFailed(step.id), at: now, &actions) }
    }

    private mutating func end(_ index: Int, _ outcome: StepOutcome, at now: Instant, _ actions: inout [RunAction]) {
        works[index] = nil
        ended += 1
        actions.append(.record(.stepEnded(plan.steps[index].id, outcome, at: now)))
        actions.append(.tell(.stepEnded(plan.steps[index], outcome, at: now)))
    }

    private mutating func setTimer(_ index: Int, at deadline: Instant) {
        guard var work = works[index] else { return }
        work.timer += 1
        works[index] = work
        timers.insert(Timer(at: deadline, step: index, number: work.timer))
    }

    private mutating func ring(at now: Instant, _ actions: inout [RunAction]) {
        while let timer = timers.min, timer.at <= now {
            _ = timers.popMin()
            guard let work = works[timer.step], work.timer == timer.number else { continue }
            if work.isBetweenAttempts {
                attempt(timer.step, number: work.attempt + 1, at: now, &actions)
            } else {
                deliver(.due, to: timer.step, at: now, &actions)
            }
        }
    }

    private mutating func stop(_ reason: StopReason, at now: Instant, _ actions: inout [RunAction]) {
        // Being asked to stop outweighs everything else; otherwise the first reason stands.
        guard stopReason == nil || reason == .interrupted else { return }
        stopReason = reason
        actions.append(.tell(.runStops(reason, at: now)))
        // A step between two attempts has nothing in flight.
        for (index, work) in works.sorted(by: { $0.key < $1.key }) where work.isBetweenAttempts {
            let failure = Failure(
                .conflict, "the run stopped before the next attempt", remedy: "the next sync plans anew",
                disposition: .retry)
            _ = schedule.failed(index)
            end(index, .failed(failure), at: now, &actions)
        }
    }

    /// The run is over when nothing is at work and nothing more will begin. When Phoenix was asked to stop, what is at
    /// work stays recorded as begun: it goes on without Phoenix, and the next start looks for it.
    private mutating func finishIfDone(at now: Instant, _ actions: inout [RunAction]) {
        let isStopped = stopReason != nil
        if stopReason == .interrupted {
            isFinished = true
            if works.isEmpty { actions.append(.record(.runEnded(.interrupted, at: now))) }
            actions.append(.finish(.interrupted))
            return
        }
        guard works.isEmpty, isStopped || ended == plan.steps.count else { return }
        isFinished = true
        let ending: RunEnding =
            switch stopReason {
            case .superseded(let commit)?: .superseded(by: commit)
            case .interrupted?: .interrupted
            case .stepFailed?: .failed
            case nil: hasFailed ? .failed : .succeeded
            }
        actions.append(.record(.runEnded(ending, at: now)))
        actions.append(.finish(ending))
    }
}

extension String {
    /// As part of a `GuestRunID`: letters, digits, `-`, `.` and `_` only.
    fileprivate var guestRunText: String {
        String(map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") ? $0 : "." })
    }
}

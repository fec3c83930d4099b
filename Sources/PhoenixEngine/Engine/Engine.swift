package import PhoenixModel
package import PhoenixPlanner
import PhoenixPorts
package import PhoenixRun

/// Carries out what a run machine decides: the one place where effects happen.
///
/// It works in turns. A turn hands the machine all that happened, makes the records durable together, and only then
/// acts. Nothing is awaited for longer than one question and answer, so one loop serves any number of steps.
package struct Engine: Sendable {
    private let world: World

    package init(_ world: World) {
        self.world = world
    }

    /// Performs a plan to its end. Throws only if the journal cannot be written: then nothing more may be done.
    package func perform(_ plan: Plan, header: RunHeader, seed: UInt64) async throws(Failure) -> RunEnding {
        var machine = RunMachine(plan: plan, header: header, seed: seed)
        var events: [RunEvent] = [.began]
        var stopReason: StopReason?
        let interest = Interest(plan.steps.compactMap(\.change))
        while true {
            if let reason = await world.interruption.reason(running: plan.commit), reason != stopReason {
                stopReason = reason
                events.append(.stop(reason))
            }
            let now = await world.clock.now()
            var turn = Turn()
            for event in events { turn.add(machine.receive(event, at: now)) }
            try await world.journal.append(turn.records)
            for notice in turn.notices { await world.sink.receive(.run(notice)) }
            if let ending = turn.ending { return ending }
            events = await answers(to: turn, interest)
            if events.isEmpty {
                guard let wake = machine.nextWake else { throw Self.stuck }
                await world.clock.sleep(until: wake)
                events = [.time]
            }
        }
    }

    private static let stuck = Failure(
        .internalDefect, "the run waits for nothing, and is not over",
        remedy: "report this as a defect of Phoenix; the next sync goes on from what is there")

    /// Acts, and gives back what came of it, in the order of the machine's orders. Who has no orders is not called.
    private func answers(to turn: Turn, _ interest: Interest) async -> [RunEvent] {
        var events: [RunEvent] = []
        if !turn.submissions.isEmpty {
            let answers = await world.driver.submit(turn.submissions.map(\.order))
            events += zip(turn.submissions, answers).map { .step($0.step, .submitted($1)) }
        }
        if !turn.requests.isEmpty {
            let answers = await world.shell.start(turn.requests.map(\.order))
            events += zip(turn.requests, answers).map { .step($0.step, .started($1)) }
        }
        if !turn.tasks.isEmpty {
            let answers = await world.driver.look(at: turn.tasks.map(\.order))
            events += zip(turn.tasks, answers).map { .step($0.step, .task($1)) }
        }
        if !turn.runs.isEmpty {
            let answers = await world.shell.look(at: turn.runs.map(\.order))
            events += zip(turn.runs, answers).map { .step($0.step, .run($1)) }
        }
        if turn.observes { events.append(.observed(await sight(interest))) }
        return events
    }

    private func sight(_ interest: Interest) async -> Result<ObservedState, Failure> {
        do throws(Failure) {
            return .success(try await world.driver.observe(interest))
        } catch {
            return .failure(error)
        }
    }
}

/// The orders of one turn, sorted by who carries them out.
private struct Turn {
    struct Order<Content> {
        let step: StepID
        let order: Content
    }

    var records: [JournalRecord] = []
    var notices: [Notice] = []
    var submissions: [Order<Submission>] = []
    var requests: [Order<GuestRequest>] = []
    var tasks: [Order<TaskID>] = []
    var runs: [Order<GuestRunReference>] = []
    var observes = false
    var ending: RunEnding?

    mutating func add(_ actions: [RunAction]) {
        for action in actions {
            switch action {
            case .record(let record): records.append(record)
            case .tell(let notice): notices.append(notice)
            case .submit(let step, let submission): submissions.append(Order(step: step, order: submission))
            case .start(let step, let request): requests.append(Order(step: step, order: request))
            case .lookAtTask(let step, let task): tasks.append(Order(step: step, order: task))
            case .lookAtRun(let step, let run): runs.append(Order(step: step, order: run))
            case .observe: observes = true
            case .finish(let ending): self.ending = ending
            }
        }
    }
}

import PhoenixModel
import PhoenixPlanner
import PhoenixRun
import PhoenixTestSupport
import Testing

/// The run machine alone: events in, actions out, with time as a value and no host anywhere.
@Suite struct RunMachineTests {
    private func machine(_ fleet: DesiredState, on observed: ObservedState = host()) -> Bench {
        Bench(plan(fleet, observed))
    }

    @Test("A step is recorded before it is submitted, and its task before it is followed")
    func barrier() {
        var bench = machine(wish([container(101, "web")]))
        #expect(
            bench.receive(.began) == ["record run-began", "record 101/create began", "tell", "submit 101/create"])
        #expect(
            bench.receive(.step(StepID("101/create"), .submitted(.success(.task(TaskID("T1"))))))
                == ["record 101/create accepted T1", "look T1"])
        #expect(bench.receive(.step(StepID("101/create"), .task(.running(lookAgainAt: bench.later(2000))))) == [])
        #expect(bench.machine.nextWake == bench.later(2000))
        bench.now = bench.later(2000)
        #expect(bench.receive(.time) == ["look T1"])
        #expect(
            bench.receive(.step(StepID("101/create"), .task(.succeeded(warnings: []))))
                == ["record 101/create succeeded", "tell", "record 101/start began", "tell", "submit 101/start"])
    }

    @Test("A lost answer is looked for, and has three ends", arguments: ["done", "running", "none"])
    func lost(trace: String) {
        var bench = machine(wish([container(101, "web")]))
        _ = bench.receive(.began)
        let lost = Failure(.outcomeUnknown, "lost", remedy: "look", disposition: .retry)
        #expect(bench.receive(.step(StepID("101/create"), .submitted(.failure(lost)))) == ["observe"])
        var plain = PlainHost(host())
        let first = plan(wish([container(101, "web")]), host()).steps[0]
        var observed = host()
        switch trace {
        case "done":
            plain.perform(first)
            observed = plain.state
        case "running":
            observed.runningTasks = [
                RunningTask(id: TaskID("T9"), node: "pve1", guest: id(101), operation: .create)
            ]
        default: break
        }
        let actions = bench.receive(.observed(.success(observed)))
        switch trace {
        case "done": #expect(actions.prefix(1) == ["record 101/create succeeded"])
        case "running": #expect(actions == ["record 101/create accepted T9", "look T9"])
        default:
            #expect(actions == ["record 101/create retries", "tell"])
            bench.now = bench.machine.nextWake ?? bench.now
            #expect(bench.receive(.time) == ["record 101/create began", "tell", "submit 101/create"])
        }
    }

    @Test("A vanished task is looked for, too")
    func vanished() {
        var bench = machine(wish([container(101, "web")]))
        _ = bench.receive(.began)
        _ = bench.receive(.step(StepID("101/create"), .submitted(.success(.task(TaskID("T1"))))))
        #expect(bench.receive(.step(StepID("101/create"), .task(.vanished))) == ["observe"])
    }

    @Test("What can pass is tried again after growing pauses, five times in all; what cannot is not")
    func retries() {
        var bench = machine(wish([container(101, "web")]))
        _ = bench.receive(.began)
        let locked = Failure(.locked, "got timeout", remedy: "wait", disposition: .retry)
        var pauses: [Int64] = []
        while true {
            let actions = bench.receive(.step(StepID("101/create"), .submitted(.failure(locked))))
            guard actions.first == "record 101/create retries", let wake = bench.machine.nextWake else { break }
            pauses.append(wake.milliseconds(since: bench.now))
            bench.now = wake
            #expect(bench.receive(.time).last == "submit 101/create")
        }
        #expect(pauses.count == 4)
        #expect(pauses == pauses.sorted(), "\(pauses)")
        #expect(pauses.allSatisfy { (1000...16_000).contains($0) }, "\(pauses)")

        var stalled = machine(wish([container(101, "web")]))
        _ = stalled.receive(.began)
        let refused = Failure(.refused, "no", remedy: "mend it", disposition: .stall)
        let actions = stalled.receive(.step(StepID("101/create"), .submitted(.failure(refused))))
        #expect(actions.first == "record 101/create failed")
        #expect(actions.suffix(2) == ["record run-ended failed", "finish failed"])
    }

    @Test("Never more steps at work on a node than the plan allows, nor two on one guest")
    func width() {
        let guests = (101...120).map { container($0, "guest-\($0)") }
        var bench = machine(wish(guests, policy: Policy(stepsPerNode: 3)))
        let submitted = bench.receive(.began).filter { $0.hasPrefix("submit") }
        #expect(submitted == ["submit 101/create", "submit 102/create", "submit 103/create"])
        let next = bench.receive(.step(StepID("101/create"), .submitted(.success(.done)))).filter {
            $0.hasPrefix("submit")
        }
        #expect(next.count == 1)
    }

    @Test("Two clones of one source are never at work together")
    func heldSource() {
        let base = container(900, "base", outcome: .template)
        var plain = PlainHost(host())
        plain.perform(plan(wish([base]), plain.state))
        var bench = machine(
            wish([base, container(101, "a", cloneOf: 900), container(102, "b", cloneOf: 900)]), on: plain.state)
        #expect(bench.receive(.began).filter { $0.hasPrefix("submit") } == ["submit 101/clone"])
        let next = bench.receive(.step(StepID("101/clone"), .submitted(.success(.done)))).filter {
            $0.hasPrefix("submit")
        }
        #expect(next.contains("submit 102/clone"))
    }

    @Test("Superseded, nothing new begins, and the run ends with the last step in flight")
    func superseded() {
        var bench = machine(wish([container(101, "a"), container(102, "b")]))
        _ = bench.receive(.began)
        #expect(bench.receive(.stop(.superseded(by: commit("b")))) == ["tell"])
        #expect(
            bench.receive(.step(StepID("101/create"), .submitted(.success(.done)))) == [
                "record 101/create succeeded", "tell",
            ])
        #expect(
            bench.receive(.step(StepID("102/create"), .submitted(.success(.done)))).suffix(2)
                == ["record run-ended superseded", "finish superseded"])
    }

    @Test(
        "A guest that was out of sight is looked at before anything is done in it: it may be another Phoenix's by now",
        arguments: ["one", "other"])
    func madeAnew(_ writer: WriterID) {
        let fleet = wish([container(101, "web", features: [feature("docker")])])
        var plain = PlainHost(host())
        plain.perform(plan(wish([container(101, "web")]), plain.state))
        let planned = plan(fleet, plain.state, writer: "one")
        #expect(planned.steps.map(\.id.text) == ["101/claim", "101/feature/docker", "101/mark"])
        var bench = Bench(planned)
        plain.perform(planned.steps[0])
        _ = bench.receive(.began)
        let step = StepID("101/feature/docker")
        let begun = bench.receive(.step(StepID("101/claim"), .submitted(.success(.done))))
        #expect(begun.last == "start 101/feature/docker", "a guest that was just seen needs no look")
        let gone = Failure(.commandFailed, "it is gone", remedy: "wait", disposition: .retry)
        _ = bench.receive(.step(step, .started(.failure(gone))))
        bench.now = bench.machine.nextWake ?? bench.now
        #expect(bench.receive(.time).last == "start 101/feature/docker", "to read receipts does no harm")
        #expect(bench.receive(.step(step, .started(.success(())))) == ["look 101/feature/docker"])
        #expect(bench.receive(.step(step, .run(.receipts([])))) == ["observe"])
        plain.change(id(101)) { guest in
            if let until = guest.mark?.claim?.until { guest.mark?.claim = Claim(writer: writer, until: until) }
        }
        let actions = bench.receive(.observed(.success(plain.state)))
        if writer == "one" {
            #expect(actions == ["start 101/feature/docker"])
        } else {
            #expect(actions.first == "record 101/feature/docker failed")
            #expect(actions.last == "finish failed")
        }
    }

    @Test("A guest that answers after a command in it vanished is looked at before it counts as the one that was made")
    func answeredByAnother() {
        let planned = plan(wish([container(101, "web")]), host(), writer: "one")
        var plain = PlainHost(host())
        plain.perform(planned.steps[0])
        var bench = Bench(planned)
        _ = bench.receive(.began)
        for step in ["101/create", "101/start"] {
            _ = bench.receive(.step(StepID(step), .submitted(.success(.done))))
        }
        let step = StepID("101/answer")
        _ = bench.receive(.step(step, .started(.success(()))))
        _ = bench.receive(.step(step, .run(.vanished)))
        bench.now = bench.machine.nextWake ?? bench.now
        #expect(bench.receive(.time) == ["start 101/answer"])
        _ = bench.receive(.step(step, .started(.success(()))))
        #expect(bench.receive(.step(step, .run(.ended(exitCode: 0, newLines: [])))) == ["observe"])
        plain.change(id(101)) { $0.mark?.claim = Claim(writer: "other", until: bench.later(60_000)) }
        #expect(bench.receive(.observed(.success(plain.state))).first == "record 101/answer failed")
    }

    @Test("Told to stop, the run ends at once and leaves what is in flight on record")
    func interrupted() {
        var bench = machine(wish([container(101, "a")]))
        _ = bench.receive(.began)
        #expect(bench.receive(.stop(.interrupted)) == ["tell", "finish interrupted"])
        #expect(bench.receive(.step(StepID("101/create"), .submitted(.success(.done)))) == [])
    }
}

/// A machine with its time, whose actions are told in short words.
struct Bench {
    var machine: RunMachine
    var now = Instant(milliseconds: 1_000_000)

    init(_ plan: Plan) {
        let header = RunHeader(
            run: RunNumber(1), fleet: plan.fleet, commit: plan.commit, stepCount: plan.steps.count, beganAt: now)
        machine = RunMachine(plan: plan, header: header, seed: 7)
    }

    func later(_ milliseconds: Int64) -> Instant { now.adding(milliseconds: milliseconds) }

    mutating func receive(_ event: RunEvent) -> [String] {
        machine.receive(event, at: now).map(word)
    }

    private func word(_ action: RunAction) -> String {
        switch action {
        case .record(let record): "record " + word(record)
        case .submit(let step, _): "submit \(step)"
        case .lookAtTask(_, let task): "look \(task)"
        case .start(let step, _): "start \(step)"
        case .lookAtRun(let step, _): "look \(step)"
        case .observe: "observe"
        case .tell: "tell"
        case .finish(let ending): "finish " + ending.word
        }
    }

    private func word(_ record: JournalRecord) -> String {
        switch record {
        case .runBegan: "run-began"
        case .stepBegan(let step, _, _, _): "\(step) began"
        case .taskAccepted(let step, let task, _): "\(step) accepted \(task)"
        case .attemptFailed(let step, _, _, _): "\(step) retries"
        case .output(let step, _, _): "\(step) output"
        case .stepEnded(let step, .succeeded, _): "\(step) succeeded"
        case .stepEnded(let step, .failed, _): "\(step) failed"
        case .stepEnded(let step, .skipped, _): "\(step) skipped"
        case .stepEnded(let step, .interrupted, _): "\(step) interrupted"
        case .runEnded(let ending, _): "run-ended " + ending.word
        case .fleetConverged: "converged"
        }
    }
}

import PhoenixEngine
import PhoenixModel
import PhoenixRun
import PhoenixSimulator
import Synchronization

/// Where a story is played: the host, the repository, what happens beside Phoenix, and the witness who sees every call.
final class Stage: Sendable {
    struct State {
        var events: ArraySlice<StoryEvent>
        var powers: [PowerSwitch]
        var stops: Set<Int> = []
        var witness: Witness
        var trace = TraceDigest()
        var calls = 0
    }

    let host: Venue
    let source: StagedSource
    let begin: Instant
    /// The end of the time in which things happen.
    let peace: Instant
    let state: Mutex<State>
    let mutant: Mutant?
    /// Whether scripts are given secrets, which nobody may read.
    private let knowsSecrets: Bool
    /// One for the time in which things happen, and another for the peace after it.
    private let turnstiles = Mutex<Turnstile?>(nil)

    init(_ story: Story, mutant: Mutant?) throws(Failure) {
        self.mutant = mutant
        knowsSecrets = story.door == .api
        var cluster = story.host
        peace = cluster.now.adding(seconds: story.scale.seconds)
        cluster.scripts = [ScriptRule(name: "broken", exitCode: 1, output: ["it does not work"])]
        host = try Venue(cluster, behind: story.door)
        source = StagedSource(story.commits)
        begin = cluster.now
        state = Mutex(
            State(
                events: story.events[...], powers: Array(repeating: PowerSwitch(), count: story.instances),
                witness: Witness(fleet: FleetDraft.name, callsBetweenLooks: story.scale.callsBetweenLooks)))
        for stranger in story.strangers {
            happen(.person(.takeNumber(stranger.id, kind: stranger.kind, node: stranger.node, name: "was-here-before")))
        }
        setTurnstile(0..<story.instances, seed: story.seed)
    }

    var now: Instant { host.cluster.now }

    func setTurnstile(_ present: Range<Int>, seed: UInt64) {
        let turnstile = Turnstile(
            present, seed: seed, now: { [host] in host.cluster.now }, advance: { [unowned self] in advance(to: $0) })
        turnstiles.withLock { $0 = turnstile }
    }

    var turnstile: Turnstile? { turnstiles.withLock { $0 } }

    /// The world of an instance that was just started.
    func world(of instance: Int, _ journal: MemoryJournal) -> World {
        let clock = StagedClock(stage: self, instance: instance)
        let (driver, shell) = host.doors(clock) { [unowned self] overheard in
            state.withLock { state in
                switch overheard {
                case .text(let text, let place): state.witness.reads(text, in: place)
                case .secretGiven: state.witness.met("secret given")
                }
            }
        }
        let sink = StagedSink(stage: self, instance: instance)
        return World(
            driver: StagedDriver(stage: self, instance: instance, driver: driver),
            shell: StagedShell(stage: self, instance: instance, shell: shell), clock: clock,
            journal: StagedJournal(stage: self, instance: instance, journal: journal), sink: sink, interruption: sink)
    }

    static let powerIsOff = Failure(.internalDefect, "the power is off", remedy: "switch it on")
}

// MARK: Calls

extension Stage {
    /// More calls than this are made by nobody who comes to an end.
    private static let mostCalls = 1_000_000

    /// One call of an instance: waits for its turn, goes through if there is power, and is looked at afterwards.
    func call<Answer: Sendable>(
        _ instance: Int, _ call: Call, _ body: () async -> Result<Answer, Failure>
    ) async -> Result<Answer, Failure> {
        await turnstile?.pass(instance)
        happenWhatIsDue()
        let passage = state.withLock { state -> PowerSwitch.Passage in
            state.calls += 1
            if state.calls == Self.mostCalls { state.witness.noteEndless(calls: state.calls) }
            if state.calls >= Self.mostCalls { return .off }
            return state.powers[instance].pass()
        }
        guard passage != .off else { return .failure(Self.powerIsOff) }
        let before = host.cluster.interferences
        state.withLock { $0.witness.willSee(call, of: instance, on: host.cluster, source) }
        let answer = await body()
        let isAnswered = if case .success = answer { true } else { false }
        note(call, of: instance, isAnswered: isAnswered, interferences: before)
        return passage == .on ? answer : .failure(Self.powerIsOff)
    }

    private func note(_ call: Call, of instance: Int, isAnswered: Bool, interferences: Int) {
        let cluster = host.cluster
        state.withLock { state in
            if knowsSecrets, case .append(let records) = call {
                state.witness.reads("\(records)", in: "the journal")
            }
            state.witness.sees(
                call, answered: isAnswered, interfered: cluster.interferences > interferences, on: cluster)
            let (kind, guest) = call.signature
            for number in [instance, Int(kind), guest, Int(cluster.now.milliseconds), isAnswered ? 1 : 0] {
                state.trace.add(number)
            }
        }
    }

    /// Lets an instance wait; things happen meanwhile.
    func sleep(_ instance: Int, until deadline: Instant) async {
        guard !state.withLock({ $0.powers[instance].isOff }) else { return }
        await turnstile?.pass(instance, notBefore: deadline)
    }

    /// Lets an instance wait that has no power.
    func lieDown(_ instance: Int) async {
        let seconds = state.withLock { $0.powers[instance].outageSeconds }
        await turnstile?.pass(instance, notBefore: now.adding(seconds: seconds))
        state.withLock { $0.powers[instance].restore() }
    }

    func witness(_ event: Event, of instance: Int) {
        state.withLock { state in
            guard !state.powers[instance].isOff else { return }
            if knowsSecrets { state.witness.reads("\(event)", in: "what is told to people") }
            state.witness.hears(event, of: instance)
        }
    }

    /// A sync is over, as one outcome or for want of power.
    func note(_ outcome: SyncOutcome, of instance: Int) {
        state.withLock { state in
            state.witness.seesSyncEnd(of: instance)
            state.trace.add(instance)
            state.trace.add(outcome.word)
        }
    }

    /// The host's own bytes end the trace: what no call showed counts, too.
    func noteHost() {
        let cluster = host.cluster
        do throws(Failure) {
            let bytes = try Scenario.bytes(of: cluster)
            state.withLock { state in
                state.trace.add(bytes)
                guard knowsSecrets else { return }
                for guest in cluster.guestsByNumber {
                    state.witness.reads(guest.file.text, in: "the configuration of guest \(guest.id)")
                    let files = guest.interior.files.sorted { $0.key < $1.key }.map { "\($0): \($1)" }
                    state.witness.reads(files.joined(separator: "\n"), in: "a file in guest \(guest.id)")
                }
            }
        } catch {
            breaks(.convergesInPeace, "the host could not be written down: \(error.message)")
        }
    }

    func isPowerOff(_ instance: Int) -> Bool { state.withLock { $0.powers[instance].isOff } }

    func stopReason(for instance: Int, running commit: CommitID) -> StopReason? {
        // Whoever has no power does nothing more either way; this way it ends soon.
        let isOver = state.withLock { state in
            state.stops.contains(instance) || state.powers[instance].isOff || state.calls >= Self.mostCalls
        }
        if isOver { return .interrupted }
        let tip = source.tip
        return tip != commit ? .superseded(by: tip) : nil
    }

    /// An instance that was asked to stop has stopped, and is started again.
    func startAgain(_ instance: Int) { state.withLock { _ = $0.stops.remove(instance) } }
}

// MARK: What happens beside Phoenix

extension Stage {
    /// Lets time pass, and everything on the way happen at its time.
    private func advance(to instant: Instant) {
        while let next = state.withLock({ $0.events.first.map { begin.adding(seconds: $0.seconds) } }), next <= instant
        {
            pass(to: next)
            happenWhatIsDue()
        }
        pass(to: instant)
    }

    private func pass(to instant: Instant) {
        host.advance(to: instant)
        let cluster = host.cluster
        state.withLock { $0.witness.seesTimePass(on: cluster) }
    }

    private func happenWhatIsDue() {
        while true {
            let now = now
            let due = state.withLock { state -> StoryEvent.Happening? in
                guard let next = state.events.first, begin.adding(seconds: next.seconds) <= now else { return nil }
                state.events.removeFirst()
                return next.happening
            }
            guard let due else { return }
            happen(due)
        }
    }

    func happen(_ happening: StoryEvent.Happening) {
        switch happening {
        case .push(let number, let ancestor): source.push(number, from: ancestor)
        case .fault(let fault): host.add(fault)
        case .powerCut(let instance, let calls, let moment, let seconds):
            state.withLock { state in
                guard state.powers.indices.contains(instance) else { return }
                state.powers[instance].arm(calls: calls, moment, outageSeconds: seconds)
            }
        case .stop(let instance): state.withLock { _ = $0.stops.insert(instance) }
        case .gitTrouble(let kind, let questions): source.trouble(kind, questions: questions)
        case .person(let action): act(action)
        }
    }

    private func act(_ action: HumanAction) {
        // What cannot be done is left undone: people meet guests that are gone, too.
        let isDone = (try? host.perform(action)) != nil
        let cluster = host.cluster
        state.withLock { state in
            // What fails may have been done by half: a guest that is moved while its node is away stays off.
            if isDone { state.witness.sees(action, on: cluster) } else { state.witness.takeAsGiven(cluster) }
        }
    }

    /// People leave Phoenix in peace, and take back what only they can.
    func calm() {
        tally(host.cluster.faults)
        host.removeFaults()
        source.calm()
        state.withLock { state in
            state.events = []
            state.stops = []
            for place in state.powers.indices {
                state.powers[place].disarm()
                state.powers[place].restore()
            }
        }
        for node in host.cluster.nodesByName { act(.bringNodeOnline(node.name)) }
    }

    /// What its failure asks people for: locks of dead workers and finished backups go, and what was left half made.
    func mend(freeing wished: Set<GuestID>) {
        for guest in host.cluster.guestsByNumber {
            var guest = guest
            if guest.file.lock != nil, guest.workingTask == nil { act(.unlock(guest.id)) }
            guard guest.workingTask == nil else { continue }
            let isHalfMade =
                guest.running == nil && guest.file.current["rootfs"] == nil && guest.file.current["scsi0"] == nil
            if wished.contains(guest.id), guest.mark == nil || isHalfMade { act(.delete(guest.id)) }
        }
    }

    private func tally(_ faults: [Fault]) {
        state.withLock { state in
            for fault in faults where fault.trigger.met > 0 { state.witness.met(fault.kind) }
        }
    }
}

extension Cluster {
    /// How often people did something because a fault says so.
    fileprivate var interferences: Int {
        faults.reduce(0) { $0 + ($1.kind.isByPerson ? $1.trigger.met : 0) }
    }
}

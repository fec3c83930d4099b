import PhoenixEngine
import PhoenixModel
import PhoenixPlanner
import PhoenixRun
import PhoenixSimulator

/// Sees every call and hears every event of a story, and says which promises were broken. It knows no logic of Phoenix's.
struct Witness {
    let fleet: FleetName
    private(set) var breaches: [Breach] = []
    /// How often a promise was looked after.
    private(set) var checks = 0
    /// What was met on the way, by its name.
    private(set) var encounters: Set<String> = []
    /// How many syncs came to an end.
    private(set) var syncs = 0

    /// Guests of other people, as they were seen last.
    private var strangers: [GuestID: Likeness] = [:]
    /// The fleet's guests: how many volumes each has.
    private var volumes: [GuestID: Int] = [:]
    /// Guests whose mark was taken away in the middle of a sync, and the instances that were at work: what was begun inside
    /// comes to its end, as commands in a guest cannot be fenced.
    private var underway: [GuestID: Set<Int>] = [:]
    /// Guests that may go now, as a person or Phoenix removes them.
    private var leaving: [GuestID: Remover] = [:]
    private var plans: [Int: RunningPlan] = [:]
    /// The guests without a wish that each instance's present sync began to destroy.
    private var pruned: [Int: Set<GuestID>] = [:]
    /// Instances that read an invalid commit in their present sync.
    private var readInvalid: Set<Int> = []

    private struct RunningPlan {
        let commit: CommitID
        var succeeded: Set<StepID> = []
    }

    /// Who removes a guest: leave for that ends with the sync, or with the task that outlives it.
    private enum Remover: Equatable { case person, sync(ofInstance: Int), endedSync }

    /// What must stay of a guest that is none of Phoenix's.
    private struct Likeness {
        let node: NodeName
        let file: GuestFile
        let volumes: [String]
        let files: [String: String]
        let isRunning: Bool
        /// Whether a task or a command is at work on it.
        let isBusy: Bool

        init(_ guest: Guest, on cluster: Cluster) {
            node = guest.node
            file = guest.file
            volumes = guest.volumes.map { "\($0.volume) \($0.sizeBytes)" }
            files = guest.interior.files
            isRunning = guest.running != nil
            isBusy =
                cluster.tasks.allWorking.contains { $0.guest == guest.id }
                || guest.runs.contains { if case .ended = $0.state { false } else { true } }
        }

        /// What is not as it was before, for people; nil if nothing is.
        func difference(from before: Self) -> String? {
            if node != before.node { return "it moved from \(before.node) to \(node)" }
            if isRunning != before.isRunning { return isRunning ? "it was started" : "it was stopped" }
            if volumes != before.volumes { return "its volumes changed" }
            if file != before.file { return "its configuration changed" }
            if files != before.files { return "the files in it changed" }
            return nil
        }
    }

    /// In a large fleet not every call is followed by a look at all guests.
    private let callsBetweenLooks: Int
    private var callsSinceLook = 0

    init(fleet: FleetName, callsBetweenLooks: Int) {
        self.fleet = fleet
        self.callsBetweenLooks = callsBetweenLooks
    }

    mutating func breaks(_ promise: Promise, _ sentence: String) {
        // The first of each kind tells the story; the others follow from it.
        guard !breaches.contains(where: { $0.promise == promise }) else { return }
        breaches.append(Breach(promise: promise, sentence: sentence))
    }

    mutating func noteEndless(calls: Int) { breaks(.everySyncEnds, "after \(calls) calls no end was in sight") }

    mutating func met(_ encounter: String) { encounters.insert(encounter) }

    mutating func met(_ fault: Fault.Kind) { encounters.insert("fault \(fault.word)") }
}

// MARK: The host

extension Witness {
    /// Right before a call: what it is about to do may be forbidden.
    mutating func willSee(_ call: Call, of instance: Int, on cluster: Cluster, _ source: StagedSource) {
        switch call {
        case .submit(let submission):
            checks += 1
            if readInvalid.contains(instance) {
                breaks(
                    .invalidChangesNothing, "\(submission.change.operation.rawValue) after an invalid commit was read")
            }
            if case .destroy(let guest) = submission.change {
                allowRemoval(of: guest.id, instance, on: cluster, source)
            }
            if case .mark(let guest, _) = submission.change, submission.fence == .adopting {
                strangers[guest.id] = nil
            }
        case .start(let request):
            checks += 1
            requireEffect(request, on: cluster)
        default: break
        }
    }

    /// - Parameter interfered: whether people did something just before, as faults that were struck say.
    mutating func sees(_ call: Call, answered: Bool, interfered: Bool, on cluster: Cluster) {
        if interfered {
            if case .submit(let submission) = call, !answered { noteTaken(submission.change.guest.id, on: cluster) }
            takeAsGiven(cluster)
        }
        if case .submit(let submission) = call, answered { met("change \(submission.change.operation.rawValue)") }
        callsSinceLook += 1
        guard callsSinceLook >= callsBetweenLooks else { return }
        callsSinceLook = 0
        look(at: cluster, while: { "after \(call.words)" })
    }

    mutating func seesTimePass(on cluster: Cluster) {
        if callsBetweenLooks == 1 { look(at: cluster, while: { "as time passed" }) }
    }

    /// A person did something: what is so now is as it shall be.
    mutating func sees(_ action: HumanAction, on cluster: Cluster) {
        met("person \(action.word)")
        if case .takeNumber(let id, _, _, _) = action {
            strangers[id] = cluster.guests[id].map { Likeness($0, on: cluster) }
        }
        if case .removeMark(let id) = action {
            strangers[id] = cluster.guests[id].map { Likeness($0, on: cluster) }
            underway[id] = plans.isEmpty ? nil : Set(plans.keys)
        }
        if case .delete(let id) = action { leaving[id] = .person }
        takeAsGiven(cluster)
        look(at: cluster, while: { "after a person's deed" })
    }

    /// A person was quicker: what Phoenix wanted to make is somebody else's guest.
    private mutating func noteTaken(_ id: GuestID, on cluster: Cluster) {
        guard volumes[id] == nil, var guest = cluster.guests[id], guest.mark == nil else { return }
        strangers[id] = Likeness(guest, on: cluster)
    }

    /// What is so now is as it shall be: it was not Phoenix who did it.
    mutating func takeAsGiven(_ cluster: Cluster) {
        for id in strangers.keys { strangers[id] = cluster.guests[id].map { Likeness($0, on: cluster) } }
        for id in volumes.keys { volumes[id] = cluster.guests[id]?.volumes.count }
    }

    private mutating func look(at cluster: Cluster, while moment: () -> String) {
        checks += 1
        for (id, likeness) in strangers.sorted(by: { $0.key < $1.key }) {
            guard let guest = cluster.guests[id] else {
                breaks(.strangersUntouched, "guest \(id), which is somebody else's, was gone \(moment())")
                strangers[id] = nil
                continue
            }
            let next = Likeness(guest, on: cluster)
            // What was begun while the guest was still the fleet's comes to its end.
            if let difference = next.difference(from: likeness), !likeness.isBusy, underway[id] == nil {
                breaks(.strangersUntouched, "guest \(id) is somebody else's, and \(difference) \(moment())")
            }
            strangers[id] = next
        }
        for (id, count) in volumes.sorted(by: { $0.key < $1.key }) where cluster.guests[id] == nil {
            if leaving[id] == nil {
                breaks(.nobodyLost, "guest \(id) with \(count) volumes was gone \(moment())")
            }
            volumes[id] = nil
        }
        for var guest in cluster.guestsByNumber {
            guard let mark = guest.mark, mark.fleet == fleet else { continue }
            if mark.guest != guest.id, guest.file.lock == nil, guest.workingTask == nil {
                breaks(.oneGuestPerIdentity, "guest \(guest.id) carried the mark of guest \(mark.guest) \(moment())")
            }
            if let before = volumes[guest.id], guest.volumes.count < before, leaving[guest.id] == nil {
                breaks(
                    .volumesSurvive,
                    "guest \(guest.id) had \(before) volumes and then \(guest.volumes.count) \(moment())")
            }
            // One that is just being made goes again if that fails.
            if guest.file.lock == nil { volumes[guest.id] = guest.volumes.count }
        }
        endLeave(on: cluster)
    }

    private mutating func endLeave(on cluster: Cluster) {
        guard !leaving.isEmpty else { return }
        let busy = Set(cluster.tasks.allWorking.compactMap(\.guest))
        leaving = leaving.filter { id, remover in
            if case .sync = remover { true } else { cluster.guests[id] != nil && busy.contains(id) }
        }
    }

    private mutating func allowRemoval(
        of id: GuestID, _ instance: Int, on cluster: Cluster, _ source: StagedSource
    ) {
        guard var guest = cluster.guests[id] else { return }
        leaving[id] = .sync(ofInstance: instance)
        if guest.mark?.fleet == fleet, guest.mark?.isProtected == true {
            return breaks(.removalsWithinPolicy, "guest \(id) is protected and was to be destroyed")
        }
        guard let commit = plans[instance]?.commit, let desired = source.desired(commit) else {
            return breaks(.removalsWithinPolicy, "guest \(id) was to be destroyed without a plan")
        }
        if let wish = desired.guests.first(where: { $0.id == id }) {
            if !wish.rules.allowsReplacement || wish.rules.isProtected {
                breaks(.removalsWithinPolicy, "guest \(id) was to be replaced, which its commit does not allow")
            }
            return
        }
        pruned[instance, default: []].insert(id)
        // What could not be removed is no removal.
        let count = pruned[instance, default: []].count { other in
            other == id || cluster.guests[other] == nil || cluster.guests[other]?.workingTask != nil
        }
        if desired.policy.prune != .destroy {
            breaks(.removalsWithinPolicy, "guest \(id) was to be destroyed, which the policy does not allow")
        } else if count > desired.policy.maximumRemovals {
            breaks(
                .removalsWithinPolicy,
                "guest \(id) was the \(count). to be destroyed in one sync; the policy allows "
                    + "\(desired.policy.maximumRemovals)")
        }
    }

    /// A script that ended well leaves something in a simulated guest; without it, no receipt may say that it was applied.
    private mutating func requireEffect(_ request: GuestRequest, on cluster: Cluster) {
        guard case .writeReceipt(let receipt) = request.command, receipt.stage == .applied,
            let guest = cluster.guests[request.guest.id]
        else { return }
        if !guest.interior.holds(receipt.subject) {
            breaks(
                .receiptsAfterSuccess,
                "guest \(guest.id) was to get a receipt for \(receipt.subject), which is not there")
        }
    }
}

// MARK: What is told

extension Witness {
    /// An instance does nothing more: its sync ended, or its power.
    mutating func seesSyncEnd(of instance: Int) {
        readInvalid.remove(instance)
        plans[instance] = nil
        pruned[instance] = nil
        for id in underway.keys {
            underway[id]?.remove(instance)
            if underway[id]?.isEmpty == true { underway[id] = nil }
        }
        for (id, remover) in leaving where remover == .sync(ofInstance: instance) { leaving[id] = .endedSync }
    }

    /// Somebody may read this.
    mutating func reads(_ text: String, in place: @autoclosure () -> String) {
        checks += 1
        guard let start = text.firstRange(of: Story.secret)?.lowerBound else { return }
        breaks(.secretsUnseen, "a secret stands in \(place()), behind '\(text[..<start].suffix(40))'")
    }

    mutating func hears(_ event: Event, of instance: Int) {
        checks += 1
        switch event {
        case .planned(let plan):
            plans[instance] = RunningPlan(commit: plan.commit)
            for guest in plan.guests { for condition in guest.conditions { met("condition \(condition.word)") } }
        case .run(let notice): hears(notice, of: instance)
        case .settled(let records): hears(records)
        case .runEnded(_, let ending): met("run \(ending.word)")
        case .rollingBack: met("rolling back")
        case .read(_, let diagnostics):
            if diagnostics.contains(where: { $0.severity == .error }) { readInvalid.insert(instance) }
        case .ended(let outcome):
            syncs += 1
            met("sync \(outcome.word)")
            switch outcome {
            case .blocked(_, _, let plan), .converged(_, _, let plan):
                for guest in plan.guests { for condition in guest.conditions { met("condition \(condition.word)") } }
            default: break
            }
        case .commitFound: break
        }
    }

    private mutating func hears(_ notice: Notice, of instance: Int) {
        switch notice {
        case .stepBegan(let step, let attempt, _):
            if attempt > 1 { met("step tried again") }
            guard let plan = plans[instance] else { return }
            for predecessor in step.after where !plan.succeeded.contains(predecessor) {
                breaks(.predecessorsFirst, "\(step.id) began before \(predecessor) had succeeded")
            }
        case .stepEnded(let step, let outcome, _):
            met("step \(step.action.word) \(outcome.word)")
            if case .succeeded = outcome { plans[instance]?.succeeded.insert(step.id) }
        case .runStops(let reason, _): met("stop \(reason.word)")
        case .stepRetries: met("step failed for now")
        case .output: break
        }
    }

    private mutating func hears(_ records: [JournalRecord]) {
        for case .stepEnded(_, .interrupted(let trace), _) in records { met("found \(trace.word)") }
    }
}

import PhoenixModel

/// Decides about guests that carry the fleet's mark and are gone from the commit.
func routeOrphans(_ draft: inout PlanDraft) {
    let fleet = draft.desired.fleet
    let orphans = draft.observed.guests
        .filter { $0.mark?.fleet == fleet && $0.mark?.guest == $0.id && draft.wishes[$0.id] == nil }
        // Clones go before the templates they share disks with.
        .map { (guest: $0, place: ($0.isTemplate ? 1 : 0, -draft.linkedClones.depth(of: $0.id), $0.id)) }
        .sorted { $0.place < $1.place }.map(\.guest)
    var removed = Removed()
    for orphan in orphans {
        let routed = routedOrphan(orphan, removed: removed, in: &draft)
        draft.add(routed.steps)
        draft.guests.append(routed.plan)
        guard let last = routed.steps.last, last.mayRemove else { continue }
        removed.steps.append(last.id)
        if last.removes(in: draft.observed) { removed.guests.insert(orphan.id) }
    }
}

/// What goes before the templates.
private struct Removed {
    /// The last steps of guests that may be gone then.
    var steps: [StepID] = []
    /// Those that will be gone, if all goes well.
    var guests: Set<GuestID> = []
}

private func routedOrphan(_ orphan: ObservedGuest, removed: Removed, in draft: inout PlanDraft) -> Routed {
    let removalsLeft = draft.removalsLeft
    var conditions: [Condition] = [.orphaned]
    var steps: [Step] = []
    // A template's disk may be shared by clones that go first.
    var route = Route(guest: orphan.id, after: orphan.isTemplate ? removed.steps : [])
    let task = draft.observed.runningTasks.first { $0.guest == orphan.id }
    switch obstacle(toPruning: orphan, after: removed.guests, in: draft) {
    case let obstacle?: conditions.append(.blocked(obstacle))
    case nil where task != nil:
        guard let task, draft.desired.policy.prune != .never else { break }
        conditions.append(.busy(task.id))
        route.follow(task, on: orphan.reference, leaving: .completed)
        steps = route.steps
    case nil:
        prune(orphan, route: &route, in: &draft)
        steps = draft.claimed(route.steps, seen: orphan)
        let isUnprivileged = orphan.isUnprivileged
        if let obstacle = draft.rightsObstacle(steps, seen: orphan, isUnprivileged: isUnprivileged) {
            conditions.append(.blocked(obstacle))
            steps = []
            draft.removalsLeft = removalsLeft
        }
    }
    return Routed(
        prospect: .held("it is gone from the commit"), steps: steps,
        plan: GuestPlan(
            id: orphan.id, kind: orphan.reference.kind, name: orphan.configuration.name ?? String(orphan.id.number),
            node: orphan.reference.node, state: .completed, conditions: conditions, differences: [], isOrphan: true))
}

private func obstacle(
    toPruning orphan: ObservedGuest, after removed: Set<GuestID>, in draft: PlanDraft
) -> Obstacle? {
    let policy = draft.desired.policy
    guard policy.prune != .never else { return nil }
    if draft.desired.guests.isEmpty {
        return Obstacle(
            .emptyCommit, "the commit has no guests at all, so none is removed",
            remedy: "if the fleet shall really end, remove its guests by hand")
    }
    if orphan.mark?.isProtected == true {
        return Obstacle(
            .protected, "it is protected, so it is left alone", remedy: "put it back into the commit and unprotect it")
    }
    if draft.room.nodes[orphan.reference.node]?.isOnline != true || orphan.power == .unknown {
        return Obstacle(
            .nodeOffline, "its node \(orphan.reference.node) is offline",
            remedy: "it is looked at again when it is back")
    }
    if let obstacle = draft.writerObstacle(on: orphan) { return obstacle }
    if let lock = orphan.lock, !draft.observed.runningTasks.contains(where: { $0.guest == orphan.id }) {
        return .locked(lock, on: orphan)
    }
    if policy.prune == .destroy,
        let obstacle = draft.linkedClones.obstacle(toDestroying: orphan.id, after: removed)
    {
        return obstacle
    }
    if policy.prune == .destroy, draft.removalsLeft == 0 {
        return Obstacle(
            .removalLimit, "one sync removes no more than \(policy.maximumRemovals)",
            remedy: "it goes with a later sync, or raise policy.max_removals")
    }
    return nil
}

private func prune(_ orphan: ObservedGuest, route: inout Route, in draft: inout PlanDraft) {
    let policy = draft.desired.policy
    guard policy.prune != .never else { return }
    let fence = Fence.marked(draft.desired.fleet, orphan.id, claim: nil)
    let reason = "it is gone from the commit (policy.prune is \(policy.prune.rawValue))"
    if orphan.power == .running {
        route.then(
            "shut-down", change: .shutDown(orphan.reference, timeoutSeconds: shutDownTimeoutSeconds), fence: fence,
            because: reason, leaving: .completed)
    }
    guard policy.prune == .destroy else { return }
    draft.removalsLeft -= 1
    route.then("destroy", change: .destroy(orphan.reference), fence: fence, because: reason, leaving: .completed)
}

extension Step {
    /// Whether the guest may be gone after it: what it shares with others must wait for that.
    fileprivate var mayRemove: Bool {
        switch action {
        case .change(let submission): submission.change.operation == .destroy
        case .follow: true
        default: false
        }
    }

    /// Whether the guest is gone after it, if it succeeds.
    fileprivate func removes(in observed: ObservedState) -> Bool {
        switch action {
        case .change(let submission): submission.change.operation == .destroy
        case .follow(let task): observed.runningTasks.contains { $0.id == task && $0.operation == .destroy }
        default: false
        }
    }
}

import PhoenixModel

/// Decides about guests that carry the fleet's mark and are gone from the commit.
func routeOrphans(_ draft: inout PlanDraft) {
    let fleet = draft.desired.fleet
    let orphans = draft.observed.guests
        .filter { $0.mark?.fleet == fleet && $0.mark?.guest == $0.id && draft.wishes[$0.id] == nil }
        // Clones go before the templates they share disks with.
        .sorted { ($0.isTemplate ? 1 : 0, $0.id) < ($1.isTemplate ? 1 : 0, $1.id) }
    var removed: [StepID] = []
    for orphan in orphans {
        let routed = routedOrphan(orphan, removed: removed, in: &draft)
        draft.add(routed.steps)
        draft.guests.append(routed.plan)
        if let last = routed.steps.last, last.mayRemove { removed.append(last.id) }
    }
}

private func routedOrphan(_ orphan: ObservedGuest, removed: [StepID], in draft: inout PlanDraft) -> Routed {
    let removalsLeft = draft.removalsLeft
    var conditions: [Condition] = [.orphaned]
    var steps: [Step] = []
    // A template's disk may be shared by clones that go first.
    var route = Route(guest: orphan.id, after: orphan.isTemplate ? removed : [])
    let task = draft.observed.runningTasks.first { $0.guest == orphan.id }
    switch obstacle(toPruning: orphan, in: draft) {
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

private func obstacle(toPruning orphan: ObservedGuest, in draft: PlanDraft) -> Obstacle? {
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
}

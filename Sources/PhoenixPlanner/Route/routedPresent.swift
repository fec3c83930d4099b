import PhoenixModel

/// Plans a guest that is on the host: adopts, corrects, restarts, completes or replaces it, or says why not.
func routedPresent(
    _ guest: DesiredGuest, _ seen: ObservedGuest, adopting: Bool, in draft: inout PlanDraft
) -> Routed {
    let node = seen.reference.node
    if draft.room.nodes[node]?.isOnline != true || seen.power == .unknown {
        return held(
            guest, .unknown(node), saying: "its node \(node) is offline", state: .defined, node: node)
    }
    let mark = seen.mark ?? Mark(fleet: draft.desired.fleet, guest: guest.id, isProtected: guest.rules.isProtected)
    var outlook = Outlook(seen, mark: mark)
    let found = differences(
        wished: guest.configuration, seen: outlook.configuration, kind: guest.kind, isRunning: outlook.isRunning,
        ignoring: guest.rules.ignoredSettings)
    let state = lifecycle(of: guest, outlook, found)
    if let obstacle = draft.writerObstacle(on: seen) {
        return blocked(guest, by: obstacle, state: min(state, .customizing), node: node)
    }
    if let task = draft.observed.runningTasks.first(where: { $0.guest == guest.id }) {
        return busy(guest, seen, with: task)
    }
    if let lock = seen.lock { return blocked(guest, by: .locked(lock, on: seen), state: .created, node: node) }
    if let reasons = replacementReasons(guest, seen, found, outlook) {
        return replaced(guest, seen, because: reasons, found, in: &draft)
    }
    if let drift = reportedDrift(guest, outlook, found, state, policy: draft.desired.policy) {
        return drift
    }
    var route = Route(guest: guest.id)
    if adopting {
        route.then(
            "adopt", change: .mark(seen.reference, mark), fence: .adopting, because: "the commit adopts it",
            leaving: .created)
    }
    return completed(guest, route: route, outlook: &outlook, state: state, found: found, in: &draft)
}

/// A task is at work on the guest: it is followed to its end, and the next plan sees what it left.
private func busy(_ guest: DesiredGuest, _ seen: ObservedGuest, with task: RunningTask) -> Routed {
    var route = Route(guest: guest.id)
    route.follow(task, on: seen.reference, leaving: .created)
    var routed = held(
        guest, .busy(task.id), saying: "a task is at work on it", state: .created, node: seen.reference.node)
    routed.steps = route.steps
    return routed
}

extension Obstacle {
    static func locked(_ lock: String, on seen: ObservedGuest) -> Obstacle {
        let tool = seen.reference.kind == .container ? "pct" : "qm"
        return Obstacle(
            .locked, "it is locked (\(lock)), and no task is at work on it",
            remedy: "wait for whoever locked it, or run '\(tool) unlock \(seen.id)' on node \(seen.reference.node)")
    }
}

/// With `drift: report`, a guest that was completed with this very wish is only reported on.
private func reportedDrift(
    _ guest: DesiredGuest, _ outlook: Outlook, _ found: [Difference], _ state: Lifecycle, policy: Policy
) -> Routed? {
    guard policy.drift == .report, outlook.mark.completedWish == wishFingerprint(of: guest) else { return nil }
    var also: [String] = []
    if guest.outcome != .template, !outlook.isRunning { also.append("it is stopped") }
    for subject in due(guest, outlook) { also.append("\(subject) is missing or out of date") }
    guard !found.isEmpty || !also.isEmpty else { return nil }
    return Routed(
        prospect: .completes(outlook, last: nil),
        plan: GuestPlan(
            id: guest.id, kind: guest.kind, name: guest.name, node: outlook.reference.node, state: .completed,
            conditions: [.drifted(found, also: also)], differences: [], isOrphan: false))
}

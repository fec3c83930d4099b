import PhoenixModel

/// Why only a new guest could be as wished; nil if this one can be.
func replacementReasons(
    _ guest: DesiredGuest, _ seen: ObservedGuest, _ found: [Difference], _ outlook: Outlook
) -> [String]? {
    var reasons: [String] = []
    if seen.reference.kind != guest.kind { reasons.append("it is of kind \(seen.reference.kind.rawValue)") }
    if guest.kind == .container, seen.reference.kind == guest.kind, seen.isUnprivileged != guest.isUnprivileged {
        reasons.append("it is \(seen.isUnprivileged ? "unprivileged" : "privileged")")
    }
    if seen.isTemplate, guest.outcome != .template { reasons.append("it is a template") }
    if seen.isTemplate, guest.outcome == .template {
        for subject in due(guest, outlook) { reasons.append("\(subject) is out of date in a template") }
    }
    for difference in found {
        if case .replacement(let reason) = difference.effect { reasons.append("\(difference.key): \(reason)") }
    }
    return reasons.isEmpty ? nil : reasons
}

/// Plans to destroy the guest and make it anew, if commit and safety allow it.
func replaced(
    _ guest: DesiredGuest, _ seen: ObservedGuest, because reasons: [String], _ found: [Difference],
    in draft: inout PlanDraft
) -> Routed {
    let node = seen.reference.node
    let text = reasons.joined(separator: "; ")
    if guest.rules.isProtected {
        let obstacle = Obstacle(
            .protected, "it would have to be replaced (\(text)), and it is protected",
            remedy: "change the commit back, or take \"protected\" away first")
        return blocked(guest, by: obstacle, state: .created, node: node, differences: found)
    }
    guard guest.rules.allowsReplacement, let mark = seen.mark else {
        let obstacle = Obstacle(
            .needsReplacement, "it would have to be replaced: \(text)",
            remedy: "save its data and allow it with \"replace\": \"allow\", or change the commit back")
        return blocked(guest, by: obstacle, state: .created, node: node, differences: found)
    }
    if let obstacle = draft.linkedClones.obstacle(toDestroying: guest.id) {
        let whole = Obstacle(
            obstacle.kind, "it would have to be replaced (\(text)), and \(obstacle.message)", remedy: obstacle.remedy)
        return blocked(guest, by: whole, state: .created, node: node, differences: found)
    }
    if mark.isProtected { return unprotected(guest, seen, mark, because: text, found, in: draft) }
    var predecessors: [StepID] = []
    for needed in guest.neededGuests {
        guard case .completes(_, let last)? = draft.prospects[needed] else {
            return held(
                guest, .skipped(because: needed, message: "it cannot be made anew before"),
                saying: "it waits for \(needed)", state: .created, node: node, differences: found)
        }
        if let last { predecessors.append(last) }
    }
    var route = Route(guest: guest.id, after: Array(Set(predecessors)))
    let fence = Fence.marked(draft.desired.fleet, guest.id, claim: nil)
    if seen.power == .running {
        route.then(
            "shut-down", change: .shutDown(seen.reference, timeoutSeconds: shutDownTimeoutSeconds), fence: fence,
            because: "it is replaced: \(text)", leaving: .created)
    }
    route.then(
        "destroy", change: .destroy(seen.reference), fence: fence, because: "it is replaced: \(text)",
        leaving: .created)
    switch made(guest, route: &route, in: &draft) {
    case .failure(let obstacle):
        return blocked(guest, by: obstacle, state: .created, node: node, differences: found)
    case .success(var outlook):
        return completed(guest, route: route, outlook: &outlook, state: .created, in: &draft)
    }
}

/// Plans to take the protection away that the commit no longer asks for; what it kept from happening is the next plan's.
private func unprotected(
    _ guest: DesiredGuest, _ seen: ObservedGuest, _ mark: Mark, because text: String, _ found: [Difference],
    in draft: PlanDraft
) -> Routed {
    var mark = mark
    mark.isProtected = false
    var route = Route(guest: guest.id)
    route.then(
        "mark", change: .mark(seen.reference, mark), fence: .marked(draft.desired.fleet, guest.id, claim: nil),
        because: "the commit protects it no longer", leaving: .created)
    return Routed(
        prospect: .held("it has to be replaced: \(text)"), steps: route.steps,
        plan: GuestPlan(
            id: guest.id, kind: guest.kind, name: guest.name, node: seen.reference.node, state: .created,
            conditions: [], differences: found, isOrphan: false))
}

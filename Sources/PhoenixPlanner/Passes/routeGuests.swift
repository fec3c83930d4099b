import PhoenixModel

/// Plans every guest of the commit, sources and dependencies before those that need them.
func routeGuests(_ draft: inout PlanDraft) {
    var router = GuestRouter(draft: draft)
    for guest in draft.desired.guests { router.visit(guest.id) }
    draft = router.draft
}

/// Visits guests depth first. A circle was refused when the commit was read; should one get here, it blocks itself.
private struct GuestRouter {
    var draft: PlanDraft
    private var underway: Set<GuestID> = []

    init(draft: PlanDraft) {
        self.draft = draft
    }

    mutating func visit(_ id: GuestID) {
        guard draft.prospects[id] == nil, let guest = draft.wishes[id] else { return }
        guard underway.insert(id).inserted else { return }
        for needed in guest.neededGuests { visit(needed) }
        underway.remove(id)
        let room = draft.room
        var outcome = routed(guest, in: &draft)
        let seen = draft.sightings[id]?.guest
        draft.claim(for: &outcome, seen: seen)
        if let obstacle = draft.rightsObstacle(outcome.steps, seen: seen, isUnprivileged: guest.isUnprivileged) {
            outcome = blocked(
                guest, by: obstacle, state: outcome.plan.state, node: outcome.plan.node,
                differences: outcome.plan.differences)
        }
        // Nothing is taken of the host for a guest that cannot be made.
        if outcome.steps.isEmpty { draft.room = room }
        draft.prospects[id] = outcome.prospect
        draft.add(outcome.steps)
        draft.guests.append(outcome.plan)
    }
}

extension DesiredGuest {
    /// The guests that must be completed before this one is made: its source, and what it depends on.
    var neededGuests: [GuestID] {
        if case .clone(let source, _) = origin { return [source] + dependencies }
        return dependencies
    }
}

/// What routing one guest came to.
struct Routed {
    var prospect: Prospect
    var steps: [Step] = []
    var plan: GuestPlan
}

/// Decides one guest by what was found of it.
private func routed(_ guest: DesiredGuest, in draft: inout PlanDraft) -> Routed {
    switch draft.sightings[guest.id] ?? .absent {
    case .obstructed(let obstacle): blocked(guest, by: obstacle, state: .defined)
    case .absent: routedAbsent(guest, in: &draft)
    case .adoptable(let seen): routedPresent(guest, seen, adopting: true, in: &draft)
    case .ours(let seen): routedPresent(guest, seen, adopting: false, in: &draft)
    }
}

/// A guest that cannot go on.
func blocked(
    _ guest: DesiredGuest, by obstacle: Obstacle, state: Lifecycle, node: NodeName? = nil,
    differences: [Difference] = []
) -> Routed {
    held(
        guest, .blocked(obstacle), saying: obstacle.message, state: state, node: node, differences: differences)
}

/// A guest for which nothing is planned, with the condition that says why.
func held(
    _ guest: DesiredGuest, _ condition: Condition, saying message: String, state: Lifecycle, node: NodeName? = nil,
    differences: [Difference] = []
) -> Routed {
    Routed(
        prospect: .held(message),
        plan: GuestPlan(
            id: guest.id, kind: guest.kind, name: guest.name, node: node ?? guest.node, state: state,
            conditions: [condition], differences: differences, isOrphan: false))
}

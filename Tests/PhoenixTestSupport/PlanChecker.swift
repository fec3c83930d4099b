package import PhoenixModel
package import PhoenixPlanner

/// Looks for what no plan may contain, whatever the wish; independent of the planner's own code. Empty if all is well.
package func inconsistencies(of plan: Plan, seeing observed: ObservedState) -> [String] {
    var found: [String] = []
    var earlier: Set<StepID> = []
    var lastOfGuest: [GuestID: StepID] = [:]
    /// Everything that each step waits for, near and far.
    var behind: [StepID: Set<StepID>] = [:]
    let marked = Dictionary(observed.guests.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var made: Set<GuestID> = []
    var destroyed: Set<GuestID> = []
    for step in plan.steps {
        if earlier.contains(step.id) { found.append("\(step.id) stands twice") }
        for predecessor in step.after where !earlier.contains(predecessor) {
            found.append("\(step.id) waits for \(predecessor), which does not come before it")
        }
        if step.after != step.after.sorted() { found.append("\(step.id) lists its predecessors out of order") }
        behind[step.id] = step.after.reduce(into: Set(step.after)) { $0.formUnion(behind[$1] ?? []) }
        if let last = lastOfGuest[step.guest.id], !step.after.contains(last) {
            found.append("\(step.id) does not wait for \(last) of the same guest")
        }
        if case .change(let submission) = step.action {
            found += problems(
                of: submission, step: step.id, fleet: plan.fleet, seen: marked[step.guest.id],
                isMade: made.contains(step.guest.id), isGone: destroyed.contains(step.guest.id))
            switch submission.change {
            case .create, .clone: made.insert(step.guest.id)
            case .destroy: destroyed.insert(step.guest.id)
            default: break
            }
            if case .clone(let cloning) = submission.change {
                if !step.holds.contains(cloning.source.id) { found.append("\(step.id) does not hold its source") }
                if let last = lastOfGuest[cloning.source.id], behind[step.id]?.contains(last) != true {
                    found.append("\(step.id) does not wait until its source is completed")
                }
            }
        }
        earlier.insert(step.id)
        lastOfGuest[step.guest.id] = step.id
    }
    for guest in plan.guests where guest.isOrphan == false && guest.state == .completed {
        if plan.steps.contains(where: { $0.guest.id == guest.id }) {
            found.append("\(guest.id) is completed and has steps")
        }
    }
    return found
}

private func problems(
    of submission: Submission, step: StepID, fleet: FleetName, seen: ObservedGuest?, isMade: Bool, isGone: Bool
) -> [String] {
    switch (submission.change, submission.fence) {
    case (.create, .vacant), (.clone, .vacant):
        return seen == nil || isGone ? [] : ["\(step) makes a guest where one is"]
    case (.mark, .adopting):
        return seen?.mark == nil && seen != nil ? [] : ["\(step) adopts what is not there or is marked"]
    case (_, .marked(fleet, submission.change.guest.id)):
        let isOurs = isMade || seen?.mark?.fleet == fleet || seen?.mark == nil && seen != nil
        return isOurs ? [] : ["\(step) changes a guest that is not ours"]
    default: return ["\(step) has the wrong fence"]
    }
}

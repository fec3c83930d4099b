import PhoenixModel

/// How long a guest may take to shut down before it is turned off: Proxmox's own default for containers.
let shutDownTimeoutSeconds = 60

/// How long a guest may take from its start until it runs commands: a machine's first boot with cloud-init, with room.
let answerTimeoutSeconds = 300

/// Leads a guest that is on the host, or will be by then, to completion: settings, power, inside, outcome, mark.
func completed(
    _ guest: DesiredGuest, route: Route, outlook: inout Outlook, state: Lifecycle, found: [Difference]? = nil,
    in draft: inout PlanDraft
) -> Routed {
    let found =
        found
        ?? differences(
            wished: guest.configuration, seen: outlook.configuration, kind: guest.kind, isRunning: outlook.isRunning,
            ignoring: guest.rules.ignoredSettings)
    let node = outlook.reference.node
    if let obstacle = moveObstacle(guest, outlook, in: draft) ?? settingsObstacle(guest, found, outlook, in: draft) {
        return blocked(guest, by: obstacle, state: state, node: node, differences: found)
    }
    var completion = Completion(guest: guest, draft: draft, route: route, outlook: outlook)
    completion.move()
    completion.applySettings(found)
    if let obstacle = completion.templateObstacle {
        return blocked(guest, by: obstacle, state: state, node: node, differences: found)
    }
    completion.customize()
    completion.conclude()
    outlook = completion.outlook
    let left = found.filter { if case .never = $0.effect { true } else { false } }
    let conditions = completion.conditions + completion.notes + (left.isEmpty ? [] : [.left(left)])
    let isHeld = !completion.conditions.isEmpty
    return Routed(
        prospect: isHeld
            ? .held("guest \(guest.id) waits for leave to restart")
            : .completes(outlook, last: completion.route.last),
        steps: completion.route.steps,
        plan: GuestPlan(
            id: guest.id, kind: guest.kind, name: guest.name, node: node, state: state, conditions: conditions,
            differences: found, isOrphan: false))
}

/// What of the wished changes the node cannot give.
private func settingsObstacle(
    _ guest: DesiredGuest, _ found: [Difference], _ outlook: Outlook, in draft: PlanDraft
) -> Obstacle? {
    guard !found.isEmpty else { return nil }
    var needed: [StorageName: Int] = [:]
    for difference in found {
        switch (difference.effect, difference.seen, difference.wished) {
        case (.grow(let size), .rootDisk(let old)?, _), (.grow(let size), .volume(_, let old)?, _):
            needed[old.storage, default: 0] += size - old.sizeGibibytes
        case (_, nil, .volume(_, let new)?): needed[new.storage, default: 0] += new.sizeGibibytes
        default: continue
        }
    }
    return draft.room.obstacle(
        to: found.compactMap(\.wished), kind: guest.kind, newGibibytes: needed, on: outlook.reference.node)
}

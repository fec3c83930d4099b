import PhoenixModel

/// Plans a guest that is nowhere in the cluster: waits for what it needs, makes it, and leads it to completion.
func routedAbsent(_ guest: DesiredGuest, in draft: inout PlanDraft) -> Routed {
    if let obstacle = draft.newerObstacle { return blocked(guest, by: obstacle, state: .defined) }
    var predecessors: [StepID] = []
    for needed in guest.neededGuests {
        switch draft.prospects[needed] {
        case .completes(_, let last): if let last { predecessors.append(last) }
        case .held(let message): return skipped(guest, because: needed, message)
        case nil: return blocked(guest, by: .cycle(through: needed), state: .defined)
        }
    }
    var route = Route(guest: guest.id, after: Array(Set(predecessors)))
    switch made(guest, route: &route, in: &draft) {
    case .failure(let obstacle): return blocked(guest, by: obstacle, state: .defined)
    case .success(var outlook): return completed(guest, route: route, outlook: &outlook, state: .defined, in: &draft)
    }
}

private func skipped(_ guest: DesiredGuest, because needed: GuestID, _ message: String) -> Routed {
    held(
        guest, .skipped(because: needed, message: message),
        saying: "it waits for \(needed): \(message)", state: .defined)
}

extension Obstacle {
    static func cycle(through guest: GuestID) -> Obstacle {
        Obstacle(
            .cycle, "it needs guest \(guest), which needs it in turn", remedy: "break the circle in the commit")
    }
}

extension Obstacle: Error {}

/// Adds the step that makes a guest, and says how it will be then.
func made(_ guest: DesiredGuest, route: inout Route, in draft: inout PlanDraft) -> Result<Outlook, Obstacle> {
    switch guest.origin {
    case .image(let image): created(guest, from: image, route: &route, in: &draft)
    case .clone(let source, let snapshot):
        cloned(guest, from: source, snapshot: snapshot, route: &route, in: &draft)
    }
}

private func created(
    _ guest: DesiredGuest, from image: String, route: inout Route, in draft: inout PlanDraft
) -> Result<Outlook, Obstacle> {
    var needed: [StorageName: Int] = [:]
    for volume in guest.configuration.volumes { needed[volume.storage, default: 0] += volume.sizeGibibytes }
    let candidates = guest.node.map { [$0] } ?? draft.room.nodesByRoom
    var firstObstacle: Obstacle?
    for node in candidates {
        let obstacle = draft.room.obstacle(
            to: guest.configuration.all, kind: guest.kind, image: image, newGibibytes: needed, on: node)
        if let obstacle {
            firstObstacle = firstObstacle ?? obstacle
            continue
        }
        draft.room.take(guest.configuration, on: node, ownsDisks: true)
        let reference = GuestReference(id: guest.id, kind: guest.kind, node: node)
        let mark = Mark(fleet: draft.desired.fleet, guest: guest.id, isProtected: guest.rules.isProtected)
        let creation = Creation(
            guest: reference, image: image, isUnprivileged: guest.isUnprivileged,
            configuration: creatable(guest, draft.observed.authority), mark: mark)
        supply(image, for: reference, route: &route, in: &draft)
        route.then(
            "create", change: .create(creation), fence: .vacant, because: "it is not on the host", leaving: .defined)
        growFirstDisk(of: reference, creation, fleet: draft.desired.fleet, route: &route)
        return .success(Outlook(new: reference, configuration: creation.configuration, applied: [:], mark: mark))
    }
    return .failure(
        firstObstacle
            ?? Obstacle(.unknownNode, "the host shows no node", remedy: "look at the host with 'phoenix status'"))
}

/// What of a wish a host takes with the creation itself; the rest is configured right after it.
///
/// Source: Proxmox, `create_vm` of pve-container: raw lines are unknown properties, the firewall has calls of its own, and what
/// is left to `root@pam`'s password is refused to everybody else (behaviour 7.4).
private func creatable(_ guest: DesiredGuest, _ authority: Authority) -> Configuration {
    let isRoot =
        switch authority {
        case .unlimited: true
        case .limited(let permissions): permissions.caller == .root
        }
    return Configuration(
        guest.configuration.all.filter { setting in
            switch setting {
            case .rawOption, .identifierMaps, .firewall: false
            case .device(_, .node), .bindMount: isRoot
            case .abilities(let abilities):
                isRoot || guest.isUnprivileged && abilities.allSatisfy { $0 == "nesting" }
            default: true
            }
        })
}

/// A machine's first disk comes in the size of its image (Proxmox: `import-from`), and is grown before the first start.
private func growFirstDisk(of guest: GuestReference, _ creation: Creation, fleet: FleetName, route: inout Route) {
    guard guest.kind == .machine, let disk = creation.configuration.rootDisk else { return }
    route.then(
        "grow", change: .grow(guest, key: .rootDisk, sizeGibibytes: disk.sizeGibibytes),
        fence: .marked(fleet, guest.id, claim: nil), because: "its disk begins in the size of its image",
        leaving: .created)
}

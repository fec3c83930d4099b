import PhoenixModel

/// Adds the step that clones a guest, and says how it will be then.
///
/// A linked clone wants a template, the same node and storage, and a storage that can; else the clone is full.
/// Source: Proxmox, `clone_vm` of pve-container and qemu-server (behaviour 9.7, 9.8 of the reference).
func cloned(
    _ guest: DesiredGuest, from source: GuestID, snapshot: SnapshotName?, route: inout Route, in draft: inout PlanDraft
) -> Result<Outlook, Obstacle> {
    guard case .completes(let original, _)? = draft.prospects[source] else {
        return .failure(.cycle(through: source))
    }
    let node = guest.node ?? original.reference.node
    let storage = guest.configuration.rootDisk?.storage ?? original.configuration.rootDisk?.storage
    if let obstacle = cloneObstacle(guest, original, to: node, storage: storage, in: draft) {
        return .failure(obstacle)
    }
    let isLinked = canLink(original, snapshot: snapshot, node: node, storage: storage, room: draft.room)
    let predicted = predictedConfiguration(of: guest, clonedFrom: original, storage: storage)
    if !isLinked, let obstacle = spaceObstacle(for: predicted, guest, on: node, in: draft) { return .failure(obstacle) }
    draft.room.take(predicted, on: node, ownsDisks: !isLinked)
    let reference = GuestReference(id: guest.id, kind: guest.kind, node: node)
    let mark = Mark(
        fleet: draft.desired.fleet, guest: guest.id, isProtected: guest.rules.isProtected, applied: original.applied)
    let cloning = Cloning(
        source: original.reference, snapshot: snapshot, guest: reference, name: guest.name,
        mode: isLinked ? .linked : .full(storage: storage), mark: mark)
    route.then(
        "clone", change: .clone(cloning), fence: .vacant, because: "it is not on the host", leaving: .defined,
        holding: [source])
    return .success(Outlook(new: reference, configuration: predicted, applied: original.applied, mark: mark))
}

private func canLink(
    _ original: Outlook, snapshot: SnapshotName?, node: NodeName, storage: StorageName?, room: HostRoom
) -> Bool {
    guard original.isTemplate, snapshot == nil, original.reference.node == node,
        let storage, original.configuration.rootDisk?.storage == storage
    else { return false }
    return room.storage(storage, on: node)?.canSnapshot == true
}

private func cloneObstacle(
    _ guest: DesiredGuest, _ original: Outlook, to node: NodeName, storage: StorageName?, in draft: PlanDraft
) -> Obstacle? {
    if original.reference.kind != guest.kind {
        return Obstacle(
            .cannotClone, "its source \(original.reference.id) is of the other kind",
            remedy: "clone a guest of kind \(guest.kind.rawValue)")
    }
    if node != original.reference.node, let storage, draft.room.storage(storage, on: node)?.isShared != true {
        return Obstacle(
            .cannotClone,
            "its source is on node \(original.reference.node), and storage \(storage) is not shared with \(node)",
            remedy: "leave the node out, or use a shared storage")
    }
    return draft.room.obstacle(to: guest.configuration.all, kind: guest.kind, newGibibytes: [:], on: node)
}

private func spaceObstacle(
    for predicted: Configuration, _ guest: DesiredGuest, on node: NodeName, in draft: PlanDraft
) -> Obstacle? {
    var needed: [StorageName: Int] = [:]
    for volume in predicted.volumes { needed[volume.storage, default: 0] += volume.sizeGibibytes }
    return draft.room.obstacle(to: [], kind: guest.kind, newGibibytes: needed, on: node)
}

/// A clone has all settings of its source, but its own name and new hardware addresses.
private func predictedConfiguration(
    of guest: DesiredGuest, clonedFrom original: Outlook, storage: StorageName?
) -> Configuration {
    var predicted = original.configuration
    predicted.set(.name(guest.name))
    predicted.unset(.firewall)
    for setting in predicted.all {
        switch setting {
        case .network(let index, var interface):
            interface.hardwareAddress = nil
            predicted.set(.network(index: index, interface))
        case .rootDisk(var volume):
            volume.storage = storage ?? volume.storage
            predicted.set(.rootDisk(volume))
        default: continue
        }
    }
    return predicted
}

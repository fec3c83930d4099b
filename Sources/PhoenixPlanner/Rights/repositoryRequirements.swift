package import PhoenixModel

/// Everything that a commit's guests will ever need, whatever the host is like now: to be made, changed, entered and removed.
///
/// - Parameters:
///   - nodes: all nodes of the cluster, for guests that may go to any of them.
///   - placed: where guests are now.
package func requirements(
    of desired: DesiredState, nodes: [NodeName], placed: [GuestID: NodeName], version: ProxmoxVersion
) -> [GuestID: [Requirement]] {
    let needs = RepositoryNeeds(
        wishes: Dictionary(desired.guests.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
        images: desired.images, fleet: desired.fleet, nodes: nodes, placed: placed, version: version)
    return needs.wishes.mapValues { needs.requirements(of: $0) }
}

/// What a commit wishes for, and where its guests may be.
private struct RepositoryNeeds {
    let wishes: [GuestID: DesiredGuest]
    let images: [String: ImageSource]
    let fleet: FleetName
    let nodes: [NodeName]
    let placed: [GuestID: NodeName]
    let version: ProxmoxVersion

    func requirements(of guest: DesiredGuest) -> [Requirement] {
        places(of: guest).flatMap { node in
            let reference = GuestReference(id: guest.id, kind: guest.kind, node: node)
            return making(guest, reference) + keeping(guest, reference)
        }.withoutRepetition
    }

    private func places(of guest: DesiredGuest) -> [NodeName] {
        if let node = guest.node ?? placed[guest.id] { return [node] }
        if case .clone(let source, _) = guest.origin, let node = wishes[source]?.node ?? placed[source] {
            return [node]
        }
        return nodes
    }

    private func making(_ guest: DesiredGuest, _ reference: GuestReference) -> [Requirement] {
        let mark = Mark(fleet: fleet, guest: guest.id)
        switch guest.origin {
        case .image(let image):
            let creation = Creation(
                guest: reference, image: image, isUnprivileged: guest.isUnprivileged,
                configuration: guest.configuration, mark: mark)
            let nothing = GuestBefore(configuration: Configuration(), isUnprivileged: true)
            let download = images[image].map { Change.download(Download(guest: reference, volume: image, source: $0)) }
            return (download.map { needed($0, nothing) } ?? []) + needed(.create(creation), nothing)
        case .clone(let source, let snapshot):
            let inherited = GuestBefore(configuration: inherited(by: guest), isUnprivileged: guest.isUnprivileged)
            let cloning = Cloning(
                source: GuestReference(id: source, kind: guest.kind, node: reference.node), snapshot: snapshot,
                guest: reference, name: guest.name,
                mode: mode(of: guest, from: source, snapshot, inherited.configuration), mark: mark)
            let settings = guest.configuration.all.filter { inherited.configuration[$0.key] != $0 }
            return needed(.clone(cloning), inherited)
                + needed(.configure(reference, set: settings, unset: []), inherited)
        }
    }

    /// Of a template where its disks lie; anything else is copied to the storage that the guest names.
    private func mode(
        of guest: DesiredGuest, from source: GuestID, _ snapshot: SnapshotName?, _ inherited: Configuration
    ) -> Cloning.Mode {
        let storage = guest.configuration.rootDisk?.storage
        let staysThere = storage == nil || storage == inherited.rootDisk?.storage
        return snapshot == nil && staysThere && wishes[source]?.outcome == .template ? .linked : .full(storage: storage)
    }

    /// What is done again and again: every setting is put back when somebody changes it.
    private func keeping(_ guest: DesiredGuest, _ reference: GuestReference) -> [Requirement] {
        let present = GuestBefore(configuration: guest.configuration, isUnprivileged: guest.isUnprivileged)
        var changes: [Change] = [.mark(reference, Mark(fleet: fleet, guest: guest.id))]
        changes.append(.configure(reference, set: guest.configuration.all, unset: []))
        for case .rootDisk in guest.configuration.all {
            changes.append(.grow(reference, key: .rootDisk, sizeGibibytes: 1))
        }
        for case .volume(let index, _) in guest.configuration.all {
            changes.append(.grow(reference, key: .mount(index), sizeGibibytes: 1))
        }
        if guest.isStarted { changes.append(.start(reference)) }
        if guest.takesSnapshots { changes.append(.snapshot(reference, "clean")) }
        if guest.outcome == .template { changes.append(.makeTemplate(reference)) }
        if let node = guest.node, nodes.count > 1 { changes.append(.migrate(reference, to: node)) }
        let inside = guest.isStarted ? requirementsInside(reference, version: version) : []
        return changes.flatMap { needed($0, present) }.filter(\.isPrivilege) + inside
    }

    private func needed(_ change: Change, _ before: GuestBefore) -> [Requirement] {
        PhoenixPlanner.requirements(of: change, before: before, version: version)
    }

    /// How a clone is configured before anything of it is changed: like its source, and that like its own.
    private func inherited(by guest: DesiredGuest) -> Configuration {
        var chain: [Configuration] = []
        var present = guest
        // A chain of clones is shorter than the fleet; the bound ends a circle, should one get here.
        for _ in wishes {
            guard case .clone(let source, _) = present.origin, let next = wishes[source] else { break }
            chain.append(next.configuration)
            present = next
        }
        var inherited = Configuration()
        for configuration in chain.reversed() { for setting in configuration.all { inherited.set(setting) } }
        return inherited
    }
}

extension DesiredGuest {
    /// Whether it runs at least once: templates do for what is installed in them.
    fileprivate var isStarted: Bool {
        outcome != .template || !features.isEmpty || application != nil || !healthChecks.isEmpty
    }

    fileprivate var takesSnapshots: Bool {
        if case .runningWithSnapshot = outcome { return true }
        return takesLifecycleSnapshots && outcome != .template
    }
}

extension Requirement {
    /// What the administrator alone can do is kept where it is inherited, and asked for where it is made.
    fileprivate var isPrivilege: Bool { if case .privilege = self { true } else { false } }
}

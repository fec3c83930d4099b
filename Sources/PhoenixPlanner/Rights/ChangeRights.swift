package import PhoenixModel

/// What is known of the guests that a change is about, before it is made.
package struct GuestBefore: Hashable, Sendable {
    /// Empty for a guest that is to be created; of a guest that is to be cloned, its source's.
    package var configuration: Configuration
    package var isUnprivileged: Bool

    package init(configuration: Configuration, isUnprivileged: Bool) {
        self.configuration = configuration
        self.isUnprivileged = isUnprivileged
    }
}

/// What a change needs, whoever makes it; in the order in which Proxmox asks, without repetition.
///
/// Source: the permissions of each call in Proxmox's API schemas 8.4 and 9.2, and what their code asks for beside them
/// (behaviour 4.9, 7.2, 7.4, 9.7 and 12). Whatever is changed is looked at first, which is `VM.Audit`.
package func requirements(
    of change: Change, before: GuestBefore, version: ProxmoxVersion
) -> [Requirement] {
    if case .download(let download) = change { return downloadRequirements(download) }
    let own = ObjectPath.guest(change.guest.id)
    let needed: [Requirement] =
        switch change {
        case .download: []
        case .create(let creation): creationRequirements(creation, version)
        case .clone(let cloning): cloningRequirements(cloning, before.configuration)
        case .configure(let guest, let set, let unset):
            settingRequirements(guest, setting: set, unsetting: unset, before)
        case .mark: [.privilege(.configOptions, on: own)]
        case .grow(_, let key, _):
            [.privilege(.configDisk, on: own)] + before.configuration.storages(of: key).map(space)
        case .start, .shutDown, .restart: [.privilege(.power, on: own)]
        case .snapshot: [.privilege(.snapshot, on: own)]
        case .makeTemplate, .destroy: [.privilege(.allocate, on: own)]
        case .migrate: [.privilege(.migrate, on: own)]
        }
    return ([.privilege(.audit, on: own)] + needed).withoutRepetition
}

/// What running commands in a guest needs: containers are entered on their node, machines through their agent (behaviour 11).
package func requirementsInside(_ guest: GuestReference, version: ProxmoxVersion) -> [Requirement] {
    switch guest.kind {
    case .container: [.nodeShell(on: guest.node, for: "commands inside containers")]
    case .machine: [.privilege(.agentCommands(version), on: .guest(guest.id))]
    }
}

/// A download lets its caller reach into the node's network, which is why it is asked for beside the storage (API schema).
private func downloadRequirements(_ download: Download) -> [Requirement] {
    let storage = ImageVolume(download.volume).map {
        Requirement.privilege(.datastoreAllocateTemplate, on: .storage($0.storage))
    }
    return [storage, .privilege(.sysAccessNetwork, on: .node(download.guest.node))].compactMap(\.self)
}

/// The mark is a description and a tag, which are options.
private func creationRequirements(_ creation: Creation, _ version: ProxmoxVersion) -> [Requirement] {
    let guest = creation.guest
    let own = ObjectPath.guest(guest.id)
    var needed: [Requirement] = []
    if guest.kind == .container, !creation.isUnprivileged, version.major >= 9 {
        needed.append(.privilege(.sysModify, on: .root))
    }
    needed += [.privilege(.allocate, on: own), .privilege(.configOptions, on: own)]
    // A machine's disks hang on a controller, which is hardware.
    if guest.kind == .machine { needed.append(.privilege(.configHardware, on: own)) }
    if let storage = creation.image.split(separator: ":").first {
        needed.append(
            .privilege(
                [.datastoreAudit, .datastoreAllocateSpace], on: .storage(StorageName(String(storage)))))
    }
    let before = GuestBefore(configuration: Configuration(), isUnprivileged: creation.isUnprivileged)
    return needed + settingRequirements(guest, setting: creation.configuration.all, unsetting: [], before)
}

/// A clone has all settings of its source, and nobody asks for the rights to them: only for space and bridges.
private func cloningRequirements(_ cloning: Cloning, _ source: Configuration) -> [Requirement] {
    var storages = source.volumes.map(\.storage)
    if case .full(let storage?) = cloning.mode { storages = [storage] }
    return [
        .privilege(.clone, on: .guest(cloning.source.id)), .privilege(.allocate, on: .guest(cloning.guest.id)),
    ] + storages.map(space)
        + source.networks.map { .privilege(.sdnUse, on: .bridge($0.bridge, vlan: $0.vlan)) }
}

private func settingRequirements(
    _ guest: GuestReference, setting settings: [Setting], unsetting keys: [SettingKey], _ before: GuestBefore
) -> [Requirement] {
    let rights = SettingRights(guest: guest, isUnprivileged: before.isUnprivileged)
    return settings.flatMap { rights.requirements(of: $0.key, from: before.configuration[$0.key], to: $0) }
        + keys.flatMap { rights.requirements(of: $0, from: before.configuration[$0], to: nil) }
}

private func space(on storage: StorageName) -> Requirement {
    .privilege(.datastoreAllocateSpace, on: .storage(storage))
}

extension Configuration {
    /// Where the volume of that key lies.
    fileprivate func storages(of key: SettingKey) -> [StorageName] {
        switch self[key] {
        case .rootDisk(let volume)?, .volume(_, let volume)?: [volume.storage]
        default: []
        }
    }
}

extension [Requirement] {
    /// Each once, where it stands first.
    var withoutRepetition: [Requirement] {
        var seen: Set<Requirement> = []
        return filter { seen.insert($0).inserted }
    }
}

package import PhoenixModel

/// What became of a change whose answer was lost. Three values, because a change that is still at work is neither.
package enum Trace: Hashable, Codable, Sendable {
    /// The host is as the change would leave it.
    case done
    /// This task works on it.
    case running(TaskID)
    /// Nothing of it is to be seen: it may be sent (again).
    case none

    /// Without particulars: `done`, `running` or `none`.
    package var word: String {
        switch self {
        case .done: "done"
        case .running: "running"
        case .none: "none"
        }
    }
}

/// Looks for a change in what is seen of the host.
package func trace(of change: Change, in observed: ObservedState) -> Trace {
    if case .download(let download) = change { return trace(of: download, in: observed) }
    let running = observed.runningTasks.first {
        $0.guest == change.guest.id && ($0.operation == nil || $0.operation == change.operation)
    }
    if let running { return .running(running.id) }
    let guest = observed.guests.first { $0.id == change.guest.id }
    return isDone(change, guest: guest) ? .done : .none
}

/// A download is known by its node and file, and done when its storage shows the image: a file is given its name at the end.
private func trace(of download: Download, in observed: ObservedState) -> Trace {
    let node = download.guest.node
    let storages = observed.nodes.first { $0.name == node }?.storages ?? []
    if storages.contains(where: { $0.images.contains(download.volume) }) { return .done }
    let running = observed.runningTasks.first {
        $0.node == node && $0.operation == .download && $0.fileName == ImageVolume(download.volume)?.fileName
    }
    return running.map { .running($0.id) } ?? .none
}

/// Whether the guest is as the change would leave it.
private func isDone(_ change: Change, guest: ObservedGuest?) -> Bool {
    guard let guest else {
        if case .destroy = change { return true }
        return false
    }
    switch change {
    case .download: return false
    case .create(let creation): return isMade(guest, as: creation.mark)
    case .clone(let cloning): return isMade(guest, as: cloning.mark)
    case .configure(_, let set, let unset): return isConfigured(guest, set: set, unset: unset)
    case .mark(_, let mark): return guest.mark == mark
    case .grow(_, let key, let size): return sizeGibibytes(of: key, in: guest.configuration).map { $0 >= size } ?? false
    case .start: return guest.power == .running
    case .shutDown: return guest.power == .stopped
    // Nothing shows whether a running guest was restarted; once more does no harm.
    case .restart: return false
    case .snapshot(_, let name): return guest.snapshots.contains(name)
    case .makeTemplate: return guest.isTemplate
    case .migrate(_, let node): return guest.reference.node == node
    case .destroy: return false
    }
}

private func isMade(_ guest: ObservedGuest, as mark: Mark) -> Bool {
    // Another Phoenix makes the same guest under another claim.
    guest.lock == nil && guest.mark?.names(sameGuestAs: mark) == true && guest.mark?.claim == mark.claim
}

private func isConfigured(_ guest: ObservedGuest, set: [Setting], unset: [SettingKey]) -> Bool {
    var eventual = guest.configuration
    for key in guest.pending.removed { eventual.unset(key) }
    for setting in guest.pending.changed.all { eventual.set(setting) }
    return unset.allSatisfy { eventual[$0] == nil }
        && set.allSatisfy { wish in eventual[wish.key].map(wish.isFulfilled) ?? false }
}

private func sizeGibibytes(of key: SettingKey, in configuration: Configuration) -> Int? {
    switch configuration[key] {
    case .rootDisk(let volume), .volume(_, let volume): volume.sizeGibibytes
    default: nil
    }
}

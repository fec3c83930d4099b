import PhoenixModel

extension Cluster {
    /// Puts what a container can take into force and leaves the rest waiting.
    mutating func apply(_ draft: inout ContainerDraft) throws(HostError) {
        var problems: [String: HostError] = [:]
        applyDeletions(&draft)
        draft.file.pending.tidy(against: draft.file.current)
        for key in draft.file.pending.changedKeys where draft.isSelected(key) {
            do throws(HostError) {
                try applyChange(of: key, to: &draft)
            } catch {
                problems[key] = error
            }
        }
        guard let first = problems.min(by: { $0.key < $1.key }) else { return }
        let verb = draft.isRunning ? "hotplug" : "apply pending change"
        let parameters = problems.map { key, error in
            (key, "unable to \(verb) \(key)\(draft.isRunning ? ":" : " :") \(error.text)\n")
        }
        throw HostError(first.value.kind, parameterErrors: Dictionary(parameters) { $1 })
    }

    /// What a start begins with; a value that cannot be put into force goes on waiting.
    mutating func applyContainerPending(of id: GuestID) throws(HostError) {
        guard let guest = guests[id] else { return }
        var draft = ContainerDraft(guest)
        draft.selection = nil
        applyDeletions(&draft)
        draft.file.pending.tidy(against: draft.file.current)
        var problem: HostError?
        for key in draft.file.pending.changedKeys {
            do throws(HostError) { try applyChange(of: key, to: &draft) } catch { problem = problem ?? error }
        }
        draft.file.current.dropUsedFromUnused()
        guests[id]?.file = draft.file
        for volume in draft.released { release(volume, of: id) }
        if let problem { throw problem }
    }

    private func applyDeletions(_ draft: inout ContainerDraft) {
        for key in draft.file.pending.deletions.sorted() where draft.isSelected(key) {
            if draft.isRunning, !LiveSettings.containerLosesAtOnce(key) { continue }
            if let value = draft.file.current[key] { detach(key, value, from: &draft) }
            draft.file.current.set(key, nil)
            draft.file.pending.keep(key)
        }
    }

    /// Mounted volumes stay as unused ones; unused ones go, unless a snapshot still holds them.
    private func detach(_ key: String, _ value: String, from draft: inout ContainerDraft) {
        guard ConfigurationKey.isVolume(key) else { return }
        let disk = DiskText(value)
        guard !disk.isBindMount else { return }
        if ConfigurationKey.isAttachedVolume(key) {
            draft.file.current.addUnused(disk.file)
        } else if !isVolumeInUse(disk.file, of: draft.file, besides: key) {
            draft.released.append(disk.file)
        }
    }

    private mutating func applyChange(of key: String, to draft: inout ContainerDraft) throws(HostError) {
        guard var value = draft.file.pending.section.setting(key) else { return }
        let isNew = draft.file.current.setting(key) == nil
        if draft.isRunning, !LiveSettings.containerTakesAtOnce(key, isNew: isNew) { return }
        switch ConfigurationKey.split(key)?.prefix ?? key {
        case "net":
            value = completedNetwork(value, kind: .container)
            if draft.isRunning, let guest = guests[draft.id], let missing = missingBridge(key, value, on: guest.node) {
                throw HostError(.refused, "bridge '\(missing)' does not exist")
            }
        case "mp": value = try mounted(key, DiskText(value), in: &draft)
        default: break
        }
        draft.file.current.set(key, value)
        draft.file.pending.section.set(key, nil)
    }

    /// Makes the volume if it is new; the one before it stays as an unused one.
    private mutating func mounted(
        _ key: String, _ disk: DiskText, in draft: inout ContainerDraft
    ) throws(HostError) -> String {
        var disk = disk
        if let size = disk.allocationBytes {
            let volume = try allocate(on: disk.storage, sizeBytes: size, for: draft.id)
            draft.allocated.append(volume.volume)
            disk.file = volume.volume
            disk.sizeBytes = size
        } else if let volume = guests[draft.id]?.volumes.first(where: { $0.volume == disk.file }) {
            disk.sizeBytes = volume.sizeBytes
        }
        if let old = draft.file.current[key].map(DiskText.init), !old.isBindMount, old.file != disk.file {
            draft.file.current.addUnused(old.file)
        }
        return disk.text
    }
}

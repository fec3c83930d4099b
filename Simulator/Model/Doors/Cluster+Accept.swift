import PhoenixModel

extension Cluster {
    /// Takes one change, without faults: fence, what is so already, what is at work already, then Proxmox's own rules.
    mutating func accept(_ submission: Submission) throws(Failure) -> Acceptance {
        let change = submission.change
        do throws(HostError) {
            try requireOnline(change.guest.node)
        } catch {
            throw Failure(error, while: change.attempt)
        }
        try requireFence(submission)
        do throws(HostError) {
            if let task = try taskAlreadyAtWork(on: change) { return .task(task) }
            if try isAlreadySo(change) { return .done }
            if !change.makesItsGuest, change.touchedGuest != nil { try requireUnlocked(try locate(change.guest)) }
            guard let task = try carryOut(change) else { return .done }
            tasks.update(task) { $0.change = change }
            return .task(task)
        } catch {
            throw Failure(error, while: change.attempt, waitSeconds: error.isPassing ? wait(for: change) : nil)
        }
    }

    private func taskAlreadyAtWork(on change: Change) throws(HostError) -> TaskID? {
        if case .download(let download) = change { return try taskAlreadyAtWork(on: download) }
        guard let id = guests[change.guest.id]?.workingTask, let work = tasks[id]?.work, work.remainder == nil else {
            return nil
        }
        return work.change == change ? id : nil
    }

    /// How long the task that stands in the way still needs, in whole seconds; nil if there is none.
    private func wait(for change: Change) -> Int? {
        var ids = [change.guest.id]
        if case .clone(let cloning) = change { ids.append(cloning.source.id) }
        let ends = tasks.allWorking.filter { task in
            guard let guest = task.guest, let work = task.work else { return false }
            if case .clone(let source) = work.job, ids.contains(source) { return true }
            return ids.contains(guest)
        }.compactMap { $0.work?.endsAt }
        return ends.max().map { max(1, Int(($0.milliseconds(since: now) + 999) / 1000)) }
    }

    private func isAlreadySo(_ change: Change) throws(HostError) -> Bool {
        if case .download(let download) = change { return isAlreadySo(download) }
        guard let guest = guests[change.guest.id] else {
            if case .destroy = change { return true }
            return false
        }
        switch change {
        case .create, .clone:
            // The fence let it through, so it is ours; a lock says that it was never finished.
            try requireUnlocked(guest)
            return true
        case .migrate(_, let target): return guest.node == target && guest.workingTask == nil
        default: break
        }
        guard guest.node == change.guest.node, guest.kind == change.guest.kind, guest.workingTask == nil else {
            return false
        }
        switch change {
        case .configure(_, let set, let unset):
            return try SettingWriter(guest).edit(setting: set, unsetting: unset).changesNothing(in: guest)
        case .mark(_, let mark): return Self.edit(marking: guest, with: mark).changesNothing(in: guest)
        case .grow(_, let key, let size):
            return guest.file.current[try diskKey(key, of: guest)].flatMap { DiskText($0).sizeGibibytes } == size
        case .start: return guest.running != nil
        case .shutDown: return guest.running == nil
        case .restart: return guest.isFresh
        case .snapshot(_, let name): return guest.file.snapshots[name] != nil
        case .makeTemplate: return guest.file.isTemplate
        case .download, .create, .clone, .migrate, .destroy: return false
        }
    }

    private mutating func carryOut(_ change: Change) throws(HostError) -> TaskID? {
        switch change {
        case .download(let download): return try self.download(order(of: download))
        case .create(let creation): return try create(order(of: creation))
        case .clone(let cloning): return try clone(order(of: cloning))
        case .configure(let reference, let set, let unset):
            let guest = try locate(reference)
            try configure(reference, try SettingWriter(guest).edit(setting: set, unsetting: unset))
            return nil
        case .mark(let reference, let mark):
            try configure(reference, Self.edit(marking: try locate(reference), with: mark))
            return nil
        case .grow(let reference, let key, let size):
            return try grow(
                reference, key: try diskKey(key, of: try locate(reference)), toBytes: size * VolumeSize.bytesPerGibibyte
            )
        case .start(let reference): return try start(reference)
        case .shutDown(let reference, let seconds): return try shutDown(reference, timeoutSeconds: seconds)
        case .restart(let reference, let seconds):
            // A guest that a broken restart left stopped is started, as the restart would have done.
            return try locate(reference).running == nil
                ? start(reference) : restart(reference, timeoutSeconds: seconds)
        case .snapshot(let reference, let name): return try snapshot(reference, name)
        case .makeTemplate(let reference): return try makeTemplate(reference)
        case .migrate(let reference, let node): return try migrate(reference, to: node, restarts: true)
        case .destroy(let reference): return try destroy(reference)
        }
    }

    private func diskKey(_ key: SettingKey, of guest: Guest) throws(HostError) -> String {
        switch key {
        case .rootDisk: return guest.kind.rootDiskKey
        case .mount(let index): return SettingWriter(guest).volumeKey(index)
        default: throw HostError(.refused, "disk '\(key)' does not exist")
        }
    }
}

extension Guest {
    /// Nothing waits for a restart, and nothing ran since the last one: another would change nothing.
    fileprivate var isFresh: Bool {
        guard let running else { return false }
        return !running.isUsed && file.pending.isEmpty && running.rawLines == file.current.rawLines
    }
}

extension Change {
    /// Whether the guest is not there before it.
    fileprivate var makesItsGuest: Bool {
        switch self {
        case .create, .clone: true
        default: false
        }
    }
}

extension ConfigurationEdit {
    /// Whether the guest's files say all of it already, pending settings included.
    func changesNothing(in guest: Guest) -> Bool {
        let next = guest.file.pending.applied(to: guest.file.current)
        return values.allSatisfy { next[$0.key] == $0.value } && deletions.allSatisfy { next[$0] == nil }
            && rawValues.allSatisfy { key, values in next.rawLines.filter { $0.key == key }.map(\.value) == values }
            && (description == nil || description == next.description ?? "")
            && (firewall == nil || firewall == guest.firewall) && (!removesFirewall || guest.firewall == nil)
    }
}

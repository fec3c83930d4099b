import PhoenixModel

extension Cluster {
    /// Puts everything that waits into force, as a stopped machine can; what cannot be is told by key and waits.
    mutating func applyMachineChanges(of id: GuestID) -> [String: HostError] {
        var problems: [String: HostError] = [:]
        for key in (guests[id]?.file.pending.deletions ?? []).sorted() {
            do throws(HostError) {
                try applyDeletion(of: key, to: id)
            } catch {
                problems[key] = HostError(error.kind, "unable to apply pending change \(key) : \(error.text)")
            }
        }
        tidyPending(of: id)
        var makesCloudInit = false
        for key in guests[id]?.file.pending.changedKeys ?? [] {
            guard let value = guests[id]?.file.pending.section.setting(key) else { continue }
            if ConfigurationKey.isDrive(key) {
                let old = guests[id]?.file.current[key].map(DiskText.init)
                guests[id]?.file.current[key] = nil
                if let old, old.file != DiskText(value).file { keepUnused(old, of: id) }
                makesCloudInit = makesCloudInit || DiskText(value).isCloudInit
            }
            enforce(key, value, on: id)
        }
        let pending = guests[id]?.file.pending.section ?? GuestSection()
        guests[id]?.file.current.dropUsedFromUnused(pending: pending)
        if makesCloudInit { guests[id]?.file.cloudInit = nil }
        return problems
    }

    /// What a start begins with; its cloud-init drive is made anew.
    mutating func applyMachinePending(of id: GuestID) throws(HostError) {
        let problems = applyMachineChanges(of: id)
        guests[id]?.file.cloudInit = nil
        if let first = problems.min(by: { $0.key < $1.key }) { throw first.value }
    }

    /// A waiting value comes into force.
    mutating func enforce(_ key: String, _ value: String, on id: GuestID) {
        guests[id]?.file.current.set(key, value)
        guests[id]?.file.pending.section.set(key, nil)
    }

    /// A key that waits for its end goes; drives stay as unused ones unless they are forced to go.
    mutating func applyDeletion(of key: String, to id: GuestID) throws(HostError) {
        guard let file = guests[id]?.file else { return }
        if let value = file.current[key], ConfigurationKey.isDrive(key) {
            let disk = DiskText(value)
            let isVolume = !disk.isCDROM || disk.isCloudInit
            if file.pending.forcedDeletions.contains(key), isVolume {
                try deallocate(key, disk, of: id)
            } else {
                keepUnused(disk, of: id)
            }
        }
        guests[id]?.file.current.set(key, nil)
        guests[id]?.file.pending.keep(key)
    }
}

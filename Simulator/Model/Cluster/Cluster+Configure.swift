package import PhoenixModel

extension Cluster {
    /// Changes a guest's files, at once; what a running guest cannot take waits in the pending section.
    package mutating func configure(_ reference: GuestReference, _ edit: ConfigurationEdit) throws(HostError) {
        let guest = try locate(reference)
        try requireUnlocked(guest)
        let deletions = edit.deletions.sorted()
        for key in deletions { try requireDeletable(key, of: guest) }
        let values = try normalised(edit.values, for: reference, current: guest.file.current)
        try requireHotplug(values, of: guest)
        for key in deletions { delete(key, of: guest) }
        for (key, value) in values { try set(key, value, of: guest) }
        write(edit, to: guest.id)
        try requireBridges(values, of: guest)
    }

    /// Description, raw lines and firewall are always taken; raw lines come into force with the next start.
    mutating func write(_ edit: ConfigurationEdit, to id: GuestID) {
        if let description = edit.description {
            guests[id]?.file.current.description = description.isEmpty ? nil : description
        }
        for (key, values) in edit.rawValues.sorted(by: { $0.key < $1.key }) {
            guests[id]?.file.current.replaceRawLines(of: key, with: values)
        }
        if edit.removesFirewall { guests[id]?.firewall = nil }
        if let firewall = edit.firewall { guests[id]?.firewall = firewall }
    }

    private func requireDeletable(_ key: String, of guest: Guest) throws(HostError) {
        let required = guest.kind == .container ? ["memory", "ostype", "rootfs"] : []
        if required.contains(key) { throw HostError(.refused, "unable to delete required option '\(key)'") }
        if key == "unprivileged" { throw HostError(.refused, "unable to delete read-only option: '\(key)'") }
        let isProtected = guest.file.current["protection"].map(ConfigurationText.isTrue) ?? false
        if isProtected, ConfigurationKey.isVolume(key), guest.file.current[key] != nil {
            throw HostError(.refused, "can't remove \(guest.title) drive '\(key)' - protection mode enabled")
        }
    }

    /// A running guest's interface is plugged before anything is written.
    private func requireHotplug(_ values: [(key: String, value: String)], of guest: Guest) throws(HostError) {
        guard guest.running != nil else { return }
        for (key, value) in values where guest.file.current[key] != value {
            guard let missing = missingBridge(key, value, on: guest.node) else { continue }
            throw HostError(
                .refused,
                guest.kind == .container
                    ? "\(key): unable to hotplug \(key): bridge '\(missing)' does not exist"
                    : "\(key): hotplug problem - bridge '\(missing)' does not exist")
        }
    }

    /// A stopped container's settings are saved first; the bridge is missed when its LXC file is written after that.
    private func requireBridges(_ values: [(key: String, value: String)], of guest: Guest) throws(HostError) {
        guard guest.kind == .container, guest.running == nil else { return }
        for (key, value) in values {
            if let missing = missingBridge(key, value, on: guest.node) {
                throw HostError(.refused, "bridge '\(missing)' does not exist")
            }
        }
    }

    func missingBridge(_ key: String, _ value: String, on node: NodeName) -> String? {
        guard ConfigurationKey.index(of: key, after: "net") != nil,
            let bridge = PropertyString(value)["bridge"]
        else { return nil }
        return nodes[node]?.bridges.contains(BridgeName(bridge)) == true ? nil : bridge
    }

    private mutating func set(_ key: String, _ value: String, of guest: Guest) throws(HostError) {
        let current = guest.file.current[key]
        if current == value {
            guests[guest.id]?.file.pending.forget(key)
        } else if guest.running == nil || LiveSettings.takesAtOnce(key, isNew: current == nil, kind: guest.kind) {
            guests[guest.id]?.file.pending.forget(key)
            try put(key, value, into: guest.id)
        } else {
            guests[guest.id]?.file.pending.deletions.remove(key)
            guests[guest.id]?.file.pending.values[key] = value
        }
    }

    private mutating func delete(_ key: String, of guest: Guest) {
        guard guest.file.current[key] != nil else {
            guests[guest.id]?.file.pending.forget(key)
            return
        }
        if guest.running == nil || LiveSettings.goesAtOnce(key, kind: guest.kind) {
            guests[guest.id]?.file.pending.forget(key)
            take(key, from: guest.id)
        } else {
            guests[guest.id]?.file.pending.values[key] = nil
            guests[guest.id]?.file.pending.deletions.insert(key)
        }
    }

    /// Writes one value into what is in force: disks are made, and those they replace stay as unused ones.
    mutating func put(_ key: String, _ value: String, into id: GuestID) throws(HostError) {
        guard ConfigurationKey.isAttachedVolume(key) else {
            guests[id]?.file.current[key] = value
            return
        }
        var disk = DiskText(value)
        let old = guests[id]?.file.current[key].map(DiskText.init)
        if let size = disk.allocationGibibytes {
            let volume = try allocate(on: disk.storage, sizeGibibytes: size, for: id)
            disk.properties["file"] = volume.volume
            disk.properties["size"] = "\(size)G"
            disk.properties["import-from"] = nil
        }
        if let old, old.file != disk.file { keepUnused(old, of: id) }
        guests[id]?.file.current[key] = disk.text
    }

    /// Takes one value out of what is in force: disks stay as unused ones, unused ones go for good.
    mutating func take(_ key: String, from id: GuestID) {
        guard let value = guests[id]?.file.current[key] else { return }
        guests[id]?.file.current[key] = nil
        guard ConfigurationKey.isVolume(key) else { return }
        if ConfigurationKey.isAttachedVolume(key) {
            keepUnused(DiskText(value), of: id)
        } else {
            release(DiskText(value).file, of: id)
        }
    }

    mutating func keepUnused(_ disk: DiskText, of id: GuestID) {
        guard guests[id]?.volumes.contains(where: { $0.volume == disk.file }) == true,
            let key = guests[id]?.file.current.firstFree("unused")
        else { return }
        guests[id]?.file.current[key] = disk.file
    }

    /// What the next start begins with.
    mutating func applyPending(of id: GuestID) throws(HostError) {
        guard let pending = guests[id]?.file.pending, !pending.isEmpty else { return }
        guests[id]?.file.pending = PendingSection()
        for key in pending.deletions.sorted() { take(key, from: id) }
        for (key, value) in pending.values.sorted(by: { $0.key < $1.key }) { try put(key, value, into: id) }
    }
}

extension PendingSection {
    mutating func forget(_ key: String) {
        values[key] = nil
        deletions.remove(key)
    }
}

extension GuestSection {
    /// New lines stand where the first old one stood, or last.
    mutating func replaceRawLines(of key: String, with values: [String]) {
        let lines = values.map { RawLine(key: key, value: $0) }
        guard rawLines.filter({ $0.key == key }) != lines else { return }
        let place = rawLines.firstIndex { $0.key == key } ?? rawLines.count
        let before = rawLines[..<place]
        let after = rawLines[place...].filter { $0.key != key }
        rawLines = before + lines + after
    }
}

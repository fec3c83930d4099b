import PhoenixModel

extension Cluster {
    mutating func updateContainer(
        _ reference: GuestReference, _ update: ConfigurationUpdate, by requester: Requester
    ) throws(HostError) -> [String] {
        try requireOnline(reference.node)
        if update.isEmpty { throw HostError(.refused, "no options specified") }
        let guest = try locate(reference)
        try requireUnlocked(guest)
        if let digest = update.digest, digest != guest.file.digest {
            throw HostError(
                .conflict, "detected modified configuration - file changed by other user? Try again.")
        }
        for keys in [update.deletions, update.reverts] {
            try requester.authorize(
                .containerOptions(values: [:], deletions: keys, current: guest.file.current))
        }
        try update.requireConsistent(for: .container)
        try requester.authorize(
            .containerOptions(values: update.values, deletions: [], current: guest.file.current))
        return try change(guest, update)
    }

    private mutating func change(_ guest: Guest, _ update: ConfigurationUpdate) throws(HostError) -> [String] {
        var draft = ContainerDraft(guest)
        for key in update.reverts { draft.file.pending.forget(key) }
        for key in update.deletions { try draft.delete(key) }
        for (key, value) in update.values.sorted(by: { $0.key < $1.key }) {
            try requireNotProtected(key, of: guest)
            draft.set(key, try verified(key, value, on: guest.node))
        }
        draft.file.pending.tidy(against: draft.file.current)
        do throws(HostError) {
            try apply(&draft)
        } catch {
            for volume in draft.allocated { release(volume, of: guest.id) }
            throw error
        }
        write(draft)
        // The LXC file is made from what is saved; what it lacks is told when it is too late.
        if let written = guests[guest.id] { try requireWritable(written) }
        return draft.warnings
    }

    private mutating func write(_ draft: ContainerDraft) {
        var file = draft.file
        file.current.dropUsedFromUnused()
        // What is written is what will be read: an emptied value becomes one blank.
        if file.current.values.values.contains("") { file = GuestFile(kind: .container, text: file.text) }
        guests[draft.id]?.file = file
        for volume in draft.released { release(volume, of: draft.id) }
    }

    private func requireNotProtected(_ key: String, of guest: Guest) throws(HostError) {
        guard guest.file.current.isOn("protection"), ConfigurationKey.isAttachedVolume(key) else { return }
        throw HostError(.refused, "can't update CT \(guest.id) drive '\(key)' - protection mode enabled")
    }

    /// A value as it is to be written, if it may be.
    func verified(_ key: String, _ value: String, on node: NodeName) throws(HostError) -> String {
        switch ConfigurationKey.split(key)?.prefix ?? key {
        case "rootfs", "mp":
            try requireContainerVolume(DiskText(value))
            return value
        case "hookscript":
            try requireHookScript(value)
            return value
        case "nameserver", "searchdomain": return ConfigurationText.list(value).joined(separator: " ")
        case "unprivileged": throw HostError(.refused, "unable to modify read-only option: 'unprivileged'")
        case "tags": return ConfigurationText.tags(value)
        case "cpuunits": return Self.clampedShares(value)
        case "net":
            try requireFittingMTU(key, ContainerNetwork(value), on: node)
            return value
        case "dev":
            try requireDevice(PropertyString(value, defaultKey: "path")["path"], on: node)
            return value
        default: return value
        }
    }

    private func requireContainerVolume(_ disk: DiskText) throws(HostError) {
        guard !disk.isBindMount else { return }
        guard disk.file.contains(":") else {
            throw HostError(.refused, "unable to parse volume ID '\(disk.file)'")
        }
        guard let storage = storages[disk.storage] else {
            throw HostError(.missing, "storage '\(disk.storage)' does not exist")
        }
        guard storage.content.contains("rootdir") else {
            throw HostError(
                .refused, "storage '\(storage.name)' does not allow content type 'rootdir' (Container)")
        }
    }

    private func requireFittingMTU(_ key: String, _ network: ContainerNetwork, on node: NodeName) throws(HostError) {
        guard let text = network.properties["mtu"], let mtu = Int(text) else { return }
        let limit = try bridgeMTU(network.bridge ?? "", on: node)
        guard mtu <= limit else {
            throw HostError(.refused, "\(key): MTU size '\(mtu)' is bigger than bridge MTU '\(limit)'")
        }
    }

    private func bridgeMTU(_ name: String, on node: NodeName) throws(HostError) -> Int {
        guard let node = nodes[node], node.bridges.contains(BridgeName(name)) else {
            throw HostError(.refused, "bridge '\(name)' does not exist")
        }
        return node.network.interfaces[name]?["mtu"].flatMap(Int.init) ?? Self.ethernetMTU
    }

    /// What a bridge carries that says nothing else, in bytes.
    private static let ethernetMTU = 1500

    /// What LXC's own file of a container is made from must be there; a template has none.
    func requireWritable(_ guest: Guest) throws(HostError) {
        guard !guest.file.isTemplate else { return }
        for device in guest.file.current.indexed("dev") {
            try requireDevice(PropertyString(device.value, defaultKey: "path")["path"], on: guest.node)
        }
        for network in guest.file.current.indexed("net") {
            let text = ContainerNetwork(network.value)
            guard let bridge = text.bridge else { continue }
            _ = try bridgeMTU(bridge, on: guest.node)
            try requireFittingMTU(network.key, text, on: guest.node)
        }
    }
}

/// A container's file while it is changed, with the volumes that were made on the way and those that will go.
struct ContainerDraft {
    let id: GuestID
    let isRunning: Bool
    var file: GuestFile
    /// The keys that the change is about; nil for all that wait.
    var selection: Set<String>? = []
    var warnings: [String] = []
    var allocated: [String] = []
    var released: [String] = []

    init(_ guest: Guest) {
        id = guest.id
        isRunning = guest.running != nil
        file = guest.file
    }

    func isSelected(_ key: String) -> Bool { selection?.contains(key) ?? true }

    mutating func set(_ key: String, _ value: String) {
        selection?.insert(key)
        // An emptied description is a value, too, until it is put into force.
        if key == "description" { file.pending.section.description = value } else { file.pending.values[key] = value }
        file.pending.keep(key)
    }

    mutating func delete(_ key: String) throws(HostError) {
        guard file.current.setting(key) != nil || file.pending.section.setting(key) != nil else {
            warnings.append("cannot delete '\(key)' - not set in current configuration!")
            return
        }
        selection?.insert(key)
        switch ConfigurationKey.split(key)?.prefix ?? key {
        case "memory", "rootfs", "ostype": throw HostError(.refused, "unable to delete required option '\(key)'")
        case "unprivileged": throw HostError(.refused, "unable to delete read-only option: '\(key)'")
        case "unused", "mp":
            if file.current.isOn("protection") {
                throw HostError(.refused, "can't remove CT \(id) drive '\(key)' - protection mode enabled")
            }
        default: break
        }
        // A new value that waits stays and comes into force after the key has gone.
        file.pending.deletions.insert(key)
        file.pending.forcedDeletions.remove(key)
    }
}

import PhoenixModel

/// What a running machine takes without a restart.
extension Cluster {
    /// Puts into force what can be; the rest waits, and what failed is told by key and waits as well.
    mutating func hotplug(_ modified: Set<String>, of id: GuestID) -> [String: HostError] {
        var problems: [String: HostError] = [:]
        for key in guests[id]?.file.pending.changedKeys ?? [] where LiveSettings.machine.contains(key) {
            guard let value = guests[id]?.file.pending.section.setting(key) else { continue }
            recordForCloudInit(key, new: value, of: id)
            enforce(key, value, on: id)
        }
        for key in (guests[id]?.file.pending.deletions ?? []).sorted() where modified.contains(key) {
            guard let guest = guests[id], canUnplug(key, from: guest) else { continue }
            do throws(HostError) {
                recordForCloudInit(key, new: nil, of: id)
                try applyDeletion(of: key, to: id)
            } catch {
                problems[key] = HostError(error.kind, "hotplug problem - \(error.text)")
            }
        }
        for key in guests[id]?.file.pending.changedKeys ?? [] where modified.contains(key) {
            do throws(HostError) {
                try plug(key, of: id)
            } catch {
                problems[key] = HostError(error.kind, "hotplug problem - \(error.text)")
            }
        }
        let pending = guests[id]?.file.pending.section ?? GuestSection()
        guests[id]?.file.current.dropUsedFromUnused(pending: pending)
        if guests[id]?.hotplugFeatures.contains("cloudinit") == true { guests[id]?.file.cloudInit = nil }
        return problems
    }

    private func canUnplug(_ key: String, from guest: Guest) -> Bool {
        let features = guest.hotplugFeatures
        let current = guest.file.current
        switch ConfigurationKey.split(key)?.prefix ?? key {
        case "hotplug": return !["cpu", "memory"].contains { current["hotplug"]?.contains($0) == true }
        case "tablet": return features.contains("usb")
        case "usb": return guest.canPlugUSB
        case "vcpus": return features.contains("cpu")
        case "balloon": return current["balloon"] != "0"
        case "net": return features.contains("network")
        case "scsi", "virtio": return features.contains("disk")
        case "memory": return features.contains("memory")
        case "cpuunits", "cpulimit": return true
        default: return LiveSettings.machine.contains(key)
        }
    }

    private mutating func plug(_ key: String, of id: GuestID) throws(HostError) {
        guard let guest = guests[id], let value = guest.file.pending.section.setting(key) else { return }
        let takes: Bool
        switch ConfigurationKey.split(key)?.prefix ?? key {
        case "net": takes = try plugNetwork(key, MachineNetwork(value), into: guest)
        case _ where ConfigurationKey.isDrive(key): takes = try plugDrive(key, DiskText(value), into: guest)
        default: takes = guest.takesAtOnce(key, value)
        }
        guard takes else { return }
        recordForCloudInit(key, new: value, of: id)
        enforce(key, value, on: id)
    }

    private func plugNetwork(_ key: String, _ card: MachineNetwork, into guest: Guest) throws(HostError) -> Bool {
        let old = guest.file.current[key].map(MachineNetwork.init)
        let isPlugged = old?.needsReplugging(to: card) ?? true
        if isPlugged, !guest.hotplugFeatures.contains("network") { return false }
        if let bridge = card.bridge, nodes[guest.node]?.bridges.contains(BridgeName(bridge)) != true {
            throw HostError(.refused, "bridge '\(bridge)' does not exist")
        }
        return true
    }

    private mutating func plugDrive(_ key: String, _ disk: DiskText, into guest: Guest) throws(HostError) -> Bool {
        // Firmware and TPM wait for a start.
        if key == "efidisk0" || key == "tpmstate0" { return false }
        let canPlug = guest.hotplugFeatures.contains("disk")
        guard let old = guest.file.current[key].map(DiskText.init) else {
            return canPlug && !key.hasPrefix("ide") && !key.hasPrefix("sata")
        }
        guard old.isCDROM == disk.isCDROM else { throw HostError(.refused, "unable to change media type") }
        if old.isCDROM {
            if disk.file == "none", old.isCloudInit { keepUnused(old, of: guest.id) }
            return true
        }
        if old.file != disk.file {
            guard canPlug else { return false }
            keepUnused(old, of: guest.id)
            return !key.hasPrefix("ide") && !key.hasPrefix("sata")
        }
        let fixed = ["aio", "discard", "iothread", "queues", "product", "cache", "ssd", "vendor", "ro"]
        return fixed.allSatisfy { old.properties[$0] == disk.properties[$0] }
    }

    /// Remembers what the cloud-init drive was made from when a setting that stands on it changes.
    private mutating func recordForCloudInit(_ key: String, new: String?, of id: GuestID) {
        guard let guest = guests[id], CloudInitKeys.contains(key), guest.file.cloudInitDrive != nil else { return }
        var record = guest.file.cloudInit ?? GuestSection()
        var added = Set(ConfigurationText.list(record["added"] ?? ""))
        let recorded = record[key]
        switch (guest.file.current.setting(key), new) {
        case (_, let new?) where recorded != nil:
            if new == recorded {
                record[key] = nil
                added.remove(key)
            }
        case (let old?, .some): if !added.contains(key) { record[key] = old }
        case (nil, .some): added.insert(key)
        case (let old?, nil):
            if recorded == nil, added.remove(key) == nil { record[key] = old }
        case (nil, nil): break
        }
        record["added"] = added.isEmpty ? nil : added.sorted().joined(separator: ",")
        guests[id]?.file.cloudInit = record.isEmpty ? nil : record
    }
}

/// The settings that stand on a cloud-init drive.
enum CloudInitKeys {
    static let own = [
        "cicustom", "cipassword", "citype", "ciupgrade", "ciuser", "nameserver", "searchdomain", "sshkeys",
    ]

    /// What lists of them show: addresses, too.
    static let shown = own + (0..<32).map { "ipconfig\($0)" }

    static func contains(_ key: String) -> Bool {
        own.contains(key) || key == "name"
            || ["ipconfig", "net"].contains { ConfigurationKey.index(of: key, after: $0) != nil }
    }
}

extension Guest {
    /// What its `hotplug` setting lets it take while it runs.
    var hotplugFeatures: Set<String> {
        let usual: Set = ["disk", "network", "usb"]
        switch file.current["hotplug"] {
        case nil, "1": return usual
        case "0": return []
        case .some(let text): return Set(ConfigurationText.list(text))
        }
    }

    /// Only guests that know the controller take USB devices while they run.
    fileprivate var canPlugUSB: Bool {
        let type = file.current["ostype"] ?? ""
        return hotplugFeatures.contains("usb") && ["l26", "win8", "win10", "win11"].contains(type)
    }

    fileprivate func takesAtOnce(_ key: String, _ value: String) -> Bool {
        switch ConfigurationKey.split(key)?.prefix ?? key {
        case "hotplug":
            let texts = [value, file.current["hotplug"] ?? ""]
            return !["cpu", "memory"].contains { feature in texts.contains { $0.contains(feature) } }
        case "tablet": return hotplugFeatures.contains("usb")
        case "usb": return canPlugUSB
        case "vcpus": return hotplugFeatures.contains("cpu")
        case "balloon": return (file.current["balloon"] == "0") == (value == "0")
        case "memory": return hotplugFeatures.contains("memory")
        case "cpuunits", "cpulimit": return true
        case "agent": return isSameAgent(value)
        default: return false
        }
    }

    /// An agent's setting that differs in what does not reach the machine only.
    private func isSameAgent(_ value: String) -> Bool {
        guard let current = file.current["agent"] else { return false }
        var settings = [current, value].map { PropertyString($0, defaultKey: "enabled") }
        for index in settings.indices {
            settings[index]["fstrim_cloned_disks"] = nil
            settings[index].normaliseBooleans(["enabled", "freeze-fs-on-backup"])
        }
        return settings[0] == settings[1]
    }
}

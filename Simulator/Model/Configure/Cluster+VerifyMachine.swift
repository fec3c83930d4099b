import PhoenixModel

/// What Proxmox looks at before it locks a machine's file; a task is not begun if it finds something.
extension Cluster {
    /// The update as it is to be carried out: aliases resolved, networks complete, reverts turned into values.
    mutating func verifiedMachineUpdate(
        _ reference: GuestReference, _ update: ConfigurationUpdate, by requester: Requester
    ) throws(HostError) -> ConfigurationUpdate {
        try requireOnline(reference.node)
        if update.skipsLock, !requester.isRoot {
            throw .parameter("skiplock", "Only root may use this option.")
        }
        var update = update
        try SSHKeys.require(update.values["sshkeys"])
        if update.isEmpty { throw HostError(.refused, "no options specified") }
        update.resolveAliases()
        try update.requireConsistent(for: .machine)
        update.values = try verifiedMachineValues(update.values)
        try requester.authorize(.machineOptions(keys: update.deletions))
        try requester.authorize(.machineOptions(keys: update.values.keys.sorted()))
        try requester.authorize(.storages(values: update.values))
        try requireMachineStorages(update.values)
        try requester.authorize(.bridges(values: update.values))
        let guest = try locate(reference)
        try requireUnchanged(guest, update)
        resolveReverts(of: guest, in: &update)
        try requireBalloon(of: guest, update.values)
        return update
    }

    /// Values of a machine as they are to be written, as far as no disk has to be made for them.
    mutating func verifiedMachineValues(_ values: [String: String]) throws(HostError) -> [String: String] {
        var result = values
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            if ConfigurationKey.isDrive(key) {
                result[key] = try verifiedDrive(key, DiskText(value))
            } else if ConfigurationKey.index(of: key, after: "net") != nil {
                result[key] = completedNetwork(value, kind: .machine)
            }
        }
        if let shares = result["cpuunits"] { result["cpuunits"] = Self.clampedShares(shares) }
        if result["vmgenid"] == "1" { result["vmgenid"] = newIdentifier() }
        if let script = result["hookscript"] {
            do throws(HostError) {
                try requireHookScript(script)
            } catch {
                throw .parameter("hookscript", error.text + "\n")
            }
        }
        return result
    }

    private func verifiedDrive(_ key: String, _ disk: DiskText) throws(HostError) -> String {
        var disk = disk
        let options = disk.properties
        let isOddCD = disk.isCDROM && (options.isOn("snapshot") || options["format"] != nil || key.hasPrefix("virtio"))
        let isOddLimit = ["mbps", "iops"].contains { limit in
            options[limit] != nil && (options["\(limit)_rd"] != nil || options["\(limit)_wr"] != nil)
        }
        if isOddCD || isOddLimit { throw .parameter(key, "unable to parse drive options") }
        try requireImportable(key, disk)
        if disk.properties["media"] == nil, disk.file == "none" || disk.file == "cdrom" {
            disk.properties["media"] = "cdrom"
        }
        if disk.allocationBytes == nil, VolumeText.name(of: disk.file).hasPrefix("iso/"), !disk.isCDROM {
            throw .parameter(key, "explicit 'media=cdrom' is required for iso images")
        }
        return disk.text
    }

    private func requireImportable(_ key: String, _ disk: DiskText) throws(HostError) {
        guard disk.properties["import-from"] != nil else { return }
        guard disk.allocationBytes == 0 else {
            throw .parameter(
                key,
                "'import-from' requires special syntax - use <storage ID>:0,import-from=<source>")
        }
        let required = ["efidisk0": ["efitype", "pre-enrolled-keys"], "tpmstate0": ["version"]][key] ?? []
        for option in required where disk.properties[option] == nil {
            throw .parameter(key, "need to specify '\(option)' when using 'import-from'")
        }
    }

    /// The storages and volumes that drives name are there and of the right kind.
    func requireMachineStorages(_ values: [String: String]) throws(HostError) {
        for (key, value) in values.sorted(by: { $0.key < $1.key }) where ConfigurationKey.isDrive(key) {
            let disk = DiskText(value)
            if disk.asksForCloudInit || ["none", "cdrom"].contains(disk.file) { continue }
            if disk.allocationBytes != nil, !disk.isCDROM {
                try requireImages(on: disk.storage)
            } else if !disk.isBindMount {
                guard disk.file.contains(":") else {
                    throw HostError(.refused, "unable to parse volume ID '\(disk.file)'")
                }
                guard storages[disk.storage] != nil else {
                    throw HostError(.missing, "storage '\(disk.storage)' does not exist")
                }
                guard Self.contentType(of: disk.file) == "images" || Self.contentType(of: disk.file) == "iso" else {
                    throw .parameter(key, "content type needs to be 'images' or 'iso'")
                }
            }
            try requireSource(of: key, disk)
        }
    }

    private func requireImages(on name: StorageName) throws(HostError) {
        guard let storage = storages[name] else { throw HostError(.missing, "storage '\(name)' does not exist") }
        guard storage.content.contains("images") else {
            throw .parameter("storage", "storage '\(name)' does not support vm images")
        }
    }

    private func requireSource(of key: String, _ disk: DiskText) throws(HostError) {
        guard let source = disk.properties["import-from"], !source.hasPrefix("/") else { return }
        guard storages[VolumeText.storage(of: source)] != nil else {
            throw HostError(.missing, "storage '\(VolumeText.storage(of: source))' does not exist")
        }
        let type = Self.contentType(of: source)
        guard type == "images" || type == "import" else {
            throw .parameter(key, "\(source) has wrong type '\(type)' - needs to be 'images' or 'import'")
        }
    }

    /// `iso`, `vztmpl`, `import`, … by the folder of a volume's name; disks of guests are `images`.
    static func contentType(of volume: String) -> String {
        let folders = ["backup", "import", "iso", "snippets", "vztmpl"]
        return folders.first { VolumeText.name(of: volume).hasPrefix("\($0)/") } ?? "images"
    }

    private func requireUnchanged(_ guest: Guest, _ update: ConfigurationUpdate) throws(HostError) {
        if let digest = update.digest, !digest.isEmpty, digest != guest.file.digest {
            throw HostError(.conflict, "checksum mismatch (file change by other user?)")
        }
        if guest.workingTask != nil { throw HostError(.busy, Self.lockTimeoutText(guest.reference)) }
        // A suspended machine's state may be thrown away, which ends the suspension.
        let discardsState = guest.file.lock == "suspended" && update.deletions.contains("vmstate")
        if let lock = guest.file.lock, !update.skipsLock, !discardsState {
            throw HostError(.locked, "VM is locked (\(lock))")
        }
    }

    private func resolveReverts(of guest: Guest, in update: inout ConfigurationUpdate) {
        for key in update.reverts {
            if let value = guest.file.current.setting(key) {
                update.values[key] = value
            } else if guest.file.pending.section.setting(key) != nil {
                update.deletions.append(key)
            }
        }
        if update.deletions.contains("vmstate") {
            let leftovers = ["runningmachine", "runningcpu", "running-nets-host-mtu"]
            update.deletions += leftovers.filter { guest.file.current[$0] != nil }
            if guest.file.lock == "suspended" { update.deletions.append("lock") }
        }
    }

    private func requireBalloon(of guest: Guest, _ values: [String: String]) throws(HostError) {
        guard values["memory"] != nil || values["balloon"] != nil else { return }
        func value(_ key: String) -> String? {
            values[key] ?? guest.file.pending.values[key] ?? guest.file.current[key]
        }
        let memory = MachineMemory.mebibytes(value("memory"))
        guard let balloon = value("balloon").flatMap(Int.init), balloon > memory else { return }
        throw HostError(.refused, "balloon value too large (must be smaller than assigned memory)")
    }
}

extension ConfigurationUpdate {
    /// `cdrom` is the second IDE drive.
    fileprivate mutating func resolveAliases() {
        if let drive = values.removeValue(forKey: "cdrom") {
            values["ide2"] = drive.contains("media=") ? drive : drive + ",media=cdrom"
        }
        deletions = deletions.map { $0 == "cdrom" ? "ide2" : $0 }
    }
}

/// The `memory` setting of a machine.
enum MachineMemory {
    /// A number, or `current=NUMBER`; 512 if it is not set.
    static func mebibytes(_ text: String?) -> Int {
        text.flatMap { PropertyString($0, defaultKey: "current")["current"] }.flatMap(Int.init) ?? 512
    }
}

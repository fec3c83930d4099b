import PhoenixModel

/// What Proxmox does with a machine's file once it has locked it; each step is saved by itself.
extension Cluster {
    mutating func updateMachine(
        _ reference: GuestReference, _ update: ConfigurationUpdate, by requester: Requester
    ) throws(HostError) -> [String] {
        var change = MachineChange(
            id: reference.id, update: update, requester: requester,
            bootOrder: BootOrder(guests[reference.id]?.file.current["boot"]).devices)
        for key in update.deletions { try delete(key, &change) }
        for (key, value) in update.values.sorted(by: { $0.key < $1.key }) { try set(key, value, &change) }
        tidyPending(of: reference.id)
        guard let guest = guests[reference.id], !guest.file.pending.isEmpty else { return change.warnings }
        let problems =
            guest.running == nil
            ? applyMachineChanges(of: guest.id) : hotplug(change.modified, of: guest.id)
        rereadIfEmptied(guest.id)
        if let first = problems.min(by: { $0.key < $1.key }) {
            throw HostError(first.value.kind, parameterErrors: problems.mapValues { $0.text + "\n" })
        }
        return change.warnings
    }

    func machineFile(_ id: GuestID) throws(HostError) -> GuestFile {
        guard let file = guests[id]?.file else {
            throw HostError(.missing, "unable to find configuration file for VM \(id)")
        }
        return file
    }

    mutating func tidyPending(of id: GuestID) {
        guard let current = guests[id]?.file.current else { return }
        guests[id]?.file.pending.tidy(against: current)
    }

    /// What is written is what will be read: an emptied value becomes one blank.
    private mutating func rereadIfEmptied(_ id: GuestID) {
        guard let file = guests[id]?.file else { return }
        let hasEmptied = file.current.values.values.contains("") || file.pending.values.values.contains("")
        if hasEmptied { guests[id]?.file = GuestFile(kind: .machine, text: file.text) }
    }

    private mutating func delete(_ key: String, _ change: inout MachineChange) throws(HostError) {
        let file = try machineFile(change.id)
        let current = file.current.setting(key)
        let waiting = file.pending.section.setting(key)
        guard let value = current ?? waiting else {
            change.warnings.append("cannot delete '\(key)' - not set in current configuration!")
            return
        }
        change.modified.insert(key)
        guests[change.id]?.file.pending.section.set(key, nil)
        takeFromBootOrder(key, &change)
        switch ConfigurationKey.split(key)?.prefix ?? key {
        case "unused": try deleteUnused(key, DiskText(value), change)
        case _ where ConfigurationKey.isDrive(key):
            try requireUnprotected(file, "can't remove drive '\(key)'")
            try change.requester.authorize(.drive(key: key, text: value))
            if let waiting { keepUnused(DiskText(waiting), of: change.id) }
            guests[change.id]?.file.pending.delete(key, force: change.update.force)
        case "serial", "usb", "hostpci", "rng", "virtiofs":
            try change.requester.authorize(.device(key: key, text: value, isDeletion: true))
            guests[change.id]?.file.pending.delete(key, force: change.update.force)
        case "tags":
            try change.requester.authorize(.tags(old: value, new: nil))
            guests[change.id]?.file.current[key] = nil
        default:
            if key.hasPrefix("net"), let current { try change.requester.authorize(.bridges(values: [key: current])) }
            guests[change.id]?.file.pending.delete(key, force: change.update.force)
        }
    }

    private func requireUnprotected(_ file: GuestFile, _ sentence: String) throws(HostError) {
        if file.current.isOn("protection") { throw HostError(.refused, "\(sentence) - protection mode enabled") }
    }

    private mutating func deleteUnused(_ key: String, _ disk: DiskText, _ change: MachineChange) throws(HostError) {
        let file = try machineFile(change.id)
        try requireUnprotected(file, "can't remove unused disk '\(disk.file)'")
        try change.requester.authorize(.drive(key: key, text: disk.file))
        try deallocate(key, disk, of: change.id, by: change.requester)
        guests[change.id]?.file.current[key] = nil
    }

    /// Gives a volume back for good if it is the machine's own and no snapshot holds it.
    mutating func deallocate(
        _ key: String, _ disk: DiskText, of id: GuestID, by requester: Requester = .root
    ) throws(HostError) {
        guard let guest = guests[id], guest.volumes.contains(where: { $0.volume == disk.file }) else { return }
        try requester.authorize(.release(disk.storage))
        guard !isVolumeInUse(disk.file, of: guest.file, besides: key) else {
            throw HostError(.refused, "unable to delete '\(disk.file)' - volume is still in use (snapshot?)")
        }
        release(disk.file, of: id)
    }

    private mutating func takeFromBootOrder(_ key: String, _ change: inout MachineChange) {
        guard change.bootOrder.contains(key), !change.update.deletions.contains("bootorder") else { return }
        change.bootOrder.removeAll { $0 == key }
        guests[change.id]?.file.pending.values["boot"] = BootOrder.text(change.bootOrder)
        change.modified.insert("boot")
    }

    private mutating func set(_ key: String, _ value: String, _ change: inout MachineChange) throws(HostError) {
        change.modified.insert(key)
        let file = try machineFile(change.id)
        if file.pending.section.setting(key) == value { return }
        let current = file.current[key]
        var value = value
        switch ConfigurationKey.split(key)?.prefix ?? key {
        case _ where ConfigurationKey.isDrive(key):
            value = try setDrive(key, DiskText(value), file, &change)
        case "serial", "usb", "hostpci", "rng", "virtiofs":
            for text in [current, value].compactMap({ $0 }) {
                try change.requester.authorize(.device(key: key, text: text, isDeletion: false))
            }
        case "tags":
            try change.requester.authorize(.tags(old: current, new: value))
            value = ConfigurationText.tags(value)
        case "cipassword":
            // Kept at once, whether the machine runs or not.
            let isWindows = WindowsVersion.isWindows(file.current["ostype"])
            guests[change.id]?.file.current[key] = isWindows ? value : CloudInitPassword.hashed(value)
            guests[change.id]?.file.pending.keep(key)
            return
        case "boot": value = try verifiedBoot(value, file, change)
        case "net":
            if let current { try change.requester.authorize(.bridges(values: [key: current])) }
        default: break
        }
        if key == "description" {
            guests[change.id]?.file.pending.section.description = value
        } else {
            guests[change.id]?.file.pending.values[key] = value
        }
        guests[change.id]?.file.pending.keep(key)
    }

    private mutating func setDrive(
        _ key: String, _ disk: DiskText, _ file: GuestFile, _ change: inout MachineChange
    ) throws(HostError) -> String {
        let old = file.current[key]
        for text in [old, disk.text].compactMap({ $0 }) {
            try change.requester.authorize(.drive(key: key, text: text))
        }
        if key == "tpmstate0", let old = old.map(DiskText.init), old.file == disk.file {
            let versions = [old, disk].map { $0.properties["version"] ?? "v1.2" }
            guard versions[0] == versions[1] else {
                throw HostError(.refused, "cannot change TPM state version after creation")
            }
        }
        if let waiting = file.pending.values[key].map(DiskText.init), waiting.file != disk.file {
            keepUnused(waiting, of: change.id)
        }
        let drive = try makeDrive(key, disk, for: change.id)
        if !change.bootOrder.isEmpty, disk.isCDROM, !DiskText(drive.text).isCloudInit, !change.bootOrder.contains(key) {
            change.bootOrder.append(key)
            guests[change.id]?.file.pending.values["boot"] = BootOrder.text(change.bootOrder)
            change.modified.insert("boot")
        }
        return drive.text
    }

    private mutating func verifiedBoot(
        _ value: String, _ file: GuestFile, _ change: MachineChange
    ) throws(HostError) -> String {
        let order = BootOrder(value)
        guard order.isGiven else { return value }
        for device in order.devices {
            let exists =
                file.current[device] != nil || file.pending.values[device] != nil
                || change.update.values[device] != nil
            guard exists, !change.update.deletions.contains(device) else {
                throw HostError(.refused, "invalid bootorder: device '\(device)' does not exist'")
            }
        }
        if file.current["bootdisk"] != nil { guests[change.id]?.file.pending.delete("bootdisk", force: false) }
        return BootOrder.text(order.devices)
    }
}

/// A machine's update while it is carried out.
struct MachineChange {
    let id: GuestID
    let update: ConfigurationUpdate
    let requester: Requester
    /// As it becomes by what is taken and added.
    var bootOrder: [String]
    /// The keys that the change is about.
    var modified: Set<String> = []
    var warnings: [String] = []
}

/// The `boot` setting: `order=scsi0;net0`.
struct BootOrder {
    let devices: [String]
    /// Whether there is an order at all, and not only letters of old.
    let isGiven: Bool

    init(_ text: String?) {
        let order = PropertyString(text ?? "", defaultKey: "legacy")["order"]
        devices = ConfigurationText.list(order ?? "")
        isGiven = order?.isEmpty == false
    }

    static func text(_ devices: [String]) -> String {
        devices.isEmpty ? "" : "order=" + devices.joined(separator: ";")
    }
}

/// What `ostype` says about Windows.
enum WindowsVersion {
    static func isWindows(_ type: String?) -> Bool { type?.hasPrefix("w") == true }
}

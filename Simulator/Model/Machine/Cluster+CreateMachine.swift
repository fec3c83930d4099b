package import PhoenixModel

/// A machine to be made, in Proxmox's own keys.
package struct MachineOrder: Hashable, Sendable {
    package var guest: GuestReference
    /// Its settings; drives may be `STORAGE:GIBIBYTES`, `STORAGE:cloudinit`, or carry `import-from`.
    package var values: [String: String]
    /// Where drives go that name no storage.
    package var storage: StorageName?
    /// Whether it is started once it is made.
    package var starts: Bool
    /// Sizes that imported disks are grown to, by their keys, in bytes.
    package var grownBytes: [String: Int]

    package init(
        guest: GuestReference, values: [String: String], storage: StorageName? = nil, starts: Bool = false,
        grownBytes: [String: Int] = [:]
    ) {
        self.guest = guest
        self.values = values
        self.storage = storage
        self.starts = starts
        self.grownBytes = grownBytes
    }
}

extension Cluster {
    /// Makes a machine: its file is there at once, locked; disks and content come with the task.
    package mutating func create(
        _ order: MachineOrder, by requester: Requester = .root
    ) throws(HostError) -> TaskID {
        var order = order
        try requireOnline(order.guest.node)
        try SSHKeys.require(order.values["sshkeys"])
        try resolveDefaults(in: &order)
        try requireRights(to: order, by: requester)
        order.values = try verifiedMachineValues(order.values)
        do throws(HostError) {
            try requireVacant(order.guest)
        } catch {
            throw HostError(error.kind, "unable to create VM \(order.guest.id) - \(error.text)")
        }
        var file = GuestFile(kind: .machine)
        file.lock = "create"
        let image = order.values["scsi0"].flatMap { DiskText($0).properties["import-from"] } ?? ""
        guests[order.guest.id] = Guest(
            id: order.guest.id, node: order.guest.node, file: file, volumes: [], interior: Interior(image: image))
        var failure: HostError?
        var log: [String] = []
        do throws(HostError) {
            try fill(order, &log)
        } catch {
            failure = HostError(error.kind, "unable to create VM \(order.guest.id) - \(error.text)")
        }
        guard let guest = guests[order.guest.id] else { throw HostError(.missing, Self.missingText(order.guest)) }
        return begin(
            .create(starts: order.starts), on: guest, milliseconds: timing[.createMachine], failure: failure, log: log)
    }

    private func resolveDefaults(in order: inout MachineOrder) throws(HostError) {
        if let drive = order.values.removeValue(forKey: "cdrom") {
            order.values["ide2"] = drive.contains("media=") ? drive : drive + ",media=cdrom"
        }
        for (key, value) in order.values.sorted(by: { $0.key < $1.key }) where ConfigurationKey.isDrive(key) {
            var disk = DiskText(value)
            guard VolumeSize.isPlainNumber(Substring(disk.file)) else { continue }
            guard let storage = order.storage else {
                throw HostError(.refused, "no storage ID specified (and no default storage)")
            }
            disk.file = "\(storage):\(disk.file)"
            order.values[key] = disk.text
        }
    }

    private func requireRights(to order: MachineOrder, by requester: Requester) throws(HostError) {
        try requester.authorize(.storages(values: order.values))
        try requireMachineStorages(order.values)
        try requester.authorize(.machineOptions(keys: order.values.keys.sorted()))
        for prefix in ["serial", "usb", "hostpci", "rng", "virtiofs"] {
            let devices = GuestSection(values: order.values).indexed(prefix)
            for device in devices {
                try requester.authorize(.device(key: device.key, text: device.value, isDeletion: false))
            }
        }
        try requester.authorize(.bridges(values: order.values))
        if let tags = order.values["tags"] { try requester.authorize(.tags(old: nil, new: tags)) }
    }

    /// Makes the disks, and writes what was asked for and what Proxmox adds to every machine.
    private mutating func fill(_ order: MachineOrder, _ log: inout [String]) throws(HostError) {
        let id = order.guest.id
        for (key, value) in order.values.sorted(by: { $0.key < $1.key }) {
            switch key {
            case _ where ConfigurationKey.isDrive(key):
                let drive = try makeDrive(key, DiskText(value), for: id)
                log += drive.log
                var disk = DiskText(drive.text)
                if let size = order.grownBytes[key], size > disk.sizeBytes ?? 0 {
                    try grow(disk.file, of: id, toBytes: size)
                    disk.sizeBytes = size
                }
                guests[id]?.file.current[key] = disk.text
            case "tags": guests[id]?.file.current[key] = ConfigurationText.tags(value)
            case "description": guests[id]?.file.current.set(key, value)
            case "cipassword": guests[id]?.file.current[key] = CloudInitPassword.hashed(value)
            default: guests[id]?.file.current[key] = value
            }
        }
        addFirstValues(to: id)
    }

    private mutating func addFirstValues(to id: GuestID) {
        guard var section = guests[id]?.file.current else { return }
        if section["boot"] == nil {
            let network = (0..<32).map { "net\($0)" }.first { section[$0] != nil }
            let devices = [section.firstDrive(isCDROM: false), section.firstDrive(isCDROM: true), network]
            section["boot"] = BootOrder.text(devices.compactMap { $0 })
        }
        section["meta"] = "creation-qemu=\(Self.qemuVersion),ctime=\(now.seconds)"
        if section["smbios1"] == nil { section["smbios1"] = "uuid=\(newIdentifier())" }
        if section["vmgenid"] == nil { section["vmgenid"] = newIdentifier() }
        if WindowsVersion.isWindows(section["ostype"]), section["machine"] == nil {
            section["machine"] = "pc-i440fx-10.1"
        }
        guests[id]?.file.current = section
    }

    /// What a machine is said to be made with.
    package static let qemuVersion = "10.0.13"

    /// A random UUID of version 4.
    mutating func newIdentifier() -> String {
        var digits = ""
        for _ in 0..<32 { digits += String(random.next(below: 16), radix: 16) }
        let parts = [8, 4, 4, 4, 12]
        var rest = Substring(digits)
        return parts.map { length in
            defer { rest = rest.dropFirst(length) }
            return String(rest.prefix(length))
        }.joined(separator: "-")
    }
}

extension MachineOrder {
    /// A machine as Phoenix's own door asks for it: an imported disk of the wished size, and a cloud-init drive.
    init(_ order: GuestOrder, root: DiskText) {
        var values = order.edit.values
        var disk = root
        disk.file = "\(root.storage):0"
        disk.properties["import-from"] = order.image
        values["scsi0"] = disk.text
        values["ide2"] = "\(root.storage):cloudinit"
        let usual = ["memory": "512", "ostype": "l26", "scsihw": "virtio-scsi-single"]
        values.merge(usual) { given, _ in given }
        if let description = order.edit.description { values["description"] = description }
        self.init(
            guest: order.guest, values: values, grownBytes: ["scsi0": root.allocationBytes ?? 0])
    }
}

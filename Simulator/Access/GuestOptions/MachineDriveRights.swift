/// The drives of virtual machines.
extension GuestOptionRights {
    /// Demands the rights on the storages that the drives of a request use.
    func requireStorages(
        of options: [String: String], defaultStorage: String?, unpackingOn: String?
    ) throws(AccessFailure) {
        let sorted = options.sorted { $0.key < $1.key }
        for (name, value) in sorted where MachineOptionKind.isDrive(name) {
            let drive = OptionValue(value, defaultKey: "file")
            try requireStorage(of: drive, name: name, defaultStorage: defaultStorage)
            if let source = drive["import-from"] { try requireSource(source, of: name, unpackingOn: unpackingOn) }
        }
        for (name, value) in sorted where name.isIndexed("unused") {
            let file = OptionValue(value, defaultKey: "file")["file"] ?? ""
            guard VolumeName(file) != nil else { throw .parameters([name: "not a valid volid: \(file)"]) }
            try requireVolume(file, expected: .images)
        }
        if let storage = options["vmstatestorage"] { try requireSpace(on: storage) }
    }

    /// Demands the right to change a drive, by what is or will be in it.
    func requireDrive(_ value: String) throws(AccessFailure) {
        let drive = OptionValue(value, defaultKey: "file")
        if Self.isCloudInit(drive["file"] ?? "") {
            try require([.vmConfigCloudinit, .vmConfigCDROM])
        } else if drive["media"] == "cdrom" {
            try require([.vmConfigCDROM])
        } else {
            try require([.vmConfigDisk])
        }
    }

    private func requireStorage(of drive: OptionValue, name: String, defaultStorage: String?) throws(AccessFailure) {
        let file = drive["file"] ?? ""
        let isCDROM = drive["media"] == "cdrom"
        if ["", "none", "cloudinit"].contains(file) || file.hasSuffix(":cloudinit") { return }
        if isCDROM, file == "cdrom" { return try rights.require([.sysConsole], on: "/") }
        if !isCDROM, let new = NewVolume(file) {
            guard let storage = new.storage ?? defaultStorage else {
                throw .failed("no storage ID specified (and no default storage)")
            }
            return try requireSpace(on: storage)
        }
        try requireVolume(file)
        if let content = VolumeName(file)?.content, ![.images, .iso, .other].contains(content) {
            throw .parameters([name: "content type needs to be 'images' or 'iso'"])
        }
    }

    private func requireSource(_ source: String, of name: String, unpackingOn: String?) throws(AccessFailure) {
        guard let volume = VolumeName(source) else { return try requireVolume(source) }
        guard [.images, .imported, .other].contains(volume.content) else {
            let text = "\(source) has wrong type '\(volume.content.name)' - needs to be 'images' or 'import'"
            throw .parameters([name: text])
        }
        if volume.needsUnpacking { try requireSpace(on: unpackingOn ?? volume.storage) }
        if let owner = volume.owner {
            try rights.require([.vmClone], on: "/vms/\(owner)")
        } else {
            try requireVolume(source)
        }
    }

    /// Proxmox's drive for cloud-init: `cloudinit` on a storage, or `vm-100-cloudinit` with or without an ending.
    private static func isCloudInit(_ file: String) -> Bool {
        let name = file.split { $0 == ":" || $0 == "/" }.last ?? ""
        guard file.contains(where: { $0 == ":" || $0 == "/" }) else { return false }
        let stem = name.split(separator: ".").first ?? ""
        if stem == "cloudinit" { return true }
        let words = stem.split(separator: "-")
        return words.count == 3 && words[0] == "vm" && NameRule.isDecimal(words[1]) && words[2] == "cloudinit"
    }
}

import PhoenixModel

/// A disk's setting: what it is or asks for, and its options.
struct DiskText: Hashable {
    var properties: PropertyString

    init(_ text: String) {
        properties = PropertyString(text, defaultKey: "file")
        properties.rename("volume", to: "file")
        for dropped in Self.droppedProperties { properties[dropped] = nil }
        for limit in ["bps_rd", "bps_wr", "iops_rd", "iops_wr"] {
            properties.rename("\(limit)_length", to: "\(limit)_max_length")
        }
        // Proxmox takes the old limits in bytes for a switch: nothing is left of the number.
        for limit in ["bps", "bps_rd", "bps_wr"] where properties[limit] != nil {
            properties[limit] = nil
            properties["m\(limit)"] = "0.000"
        }
    }

    /// The volume id, a path of the node, `none`, `cdrom`, or `STORAGE:GIBIBYTES` for one to be made.
    var file: String {
        get { properties["file"] ?? "" }
        set { properties["file"] = newValue }
    }

    var storage: StorageName { VolumeText.storage(of: file) }

    /// A path of the node instead of a volume.
    var isBindMount: Bool { file.hasPrefix("/") }

    var isCDROM: Bool { properties["media"] == "cdrom" }

    /// A drive that cloud-init is given its data on, or one to be made: `local-lvm:cloudinit`.
    var isCloudInit: Bool {
        let name = file.split(whereSeparator: { ":/".contains($0) }).last.map(String.init) ?? file
        let stem = name.prefix { $0 != "." }
        return name != file && (stem == "cloudinit" || (stem.hasPrefix("vm-") && stem.hasSuffix("-cloudinit")))
    }

    /// Whether a cloud-init drive is to be made.
    var asksForCloudInit: Bool { VolumeText.name(of: file) == "cloudinit" }

    /// The size of a disk to be made: `local-lvm:8`, also with a fraction; nil for one that exists.
    var allocationBytes: Int? {
        guard let colon = file.firstIndex(of: ":") else { return nil }
        let storage = file[..<colon]
        let size = file[file.index(after: colon)...]
        guard !storage.isEmpty, !storage.contains(where: { $0 == "/" || $0.isWhitespace }),
            VolumeSize.isPlainNumber(size), let bytes = VolumeSize.bytes("\(size)G")
        else { return nil }
        // Proxmox allocates whole MiB, so that a fraction of one is lost.
        return bytes / 1_048_576 * 1_048_576
    }

    var sizeBytes: Int? {
        get { properties["size"].flatMap { VolumeSize.bytes($0) } }
        set { properties["size"] = newValue.map(VolumeSize.text) }
    }

    var sizeGibibytes: Int? { sizeBytes.map(VolumeSize.gibibytes) }

    /// As Proxmox prints it: the volume, the container's path, then the rest in order; sizes in their shortest form
    /// and booleans as digits.
    var text: String {
        var printed = properties
        printed.normaliseBooleans(Self.booleans)
        if let bytes = sizeBytes { printed["size"] = VolumeSize.text(bytes) }
        return printed.text(leading: ["mp"])
    }

    /// Boolean options of containers' mounts and machines' drives.
    static let booleans: Set<String> = [
        "acl", "backup", "detect_zeroes", "iothread", "keepattrs", "pre-enrolled-keys", "quota", "replicate", "ro",
        "scsiblock", "shared", "snapshot", "ssd",
    ]

    /// The geometry of disks, which Proxmox 9 forgets.
    private static let droppedProperties = ["cyls", "heads", "secs", "trans"]
}

extension GuestSection {
    /// The key of the cloud-init drive; nil if there is none.
    var cloudInitDrive: String? {
        values.keys.sorted().first { key in
            ConfigurationKey.isDrive(key) && values[key].map { DiskText($0).isCloudInit } == true
        }
    }

    /// The first disk, or CD drive, in Proxmox's order.
    func firstDrive(isCDROM: Bool) -> String? {
        ConfigurationKey.bootableDrives.first { key in values[key].map { DiskText($0).isCDROM == isCDROM } ?? false }
    }
}

extension GuestFile {
    /// The key of the cloud-init drive in force; nil if there is none.
    var cloudInitDrive: String? { current.cloudInitDrive }
}

import PhoenixModel

/// The allow-list of keys.
enum KeptKey {
    /// What of a key's value may be told.
    enum Rule {
        case whole
        /// Only these properties, and nothing if the value does not have what is required.
        case properties(Set<String>, defaultKey: String?, required: Requirement? = nil)
    }

    /// Without what a value is of no use.
    enum Requirement {
        case property(String)
        /// A volume on a storage, or a drive without one. Paths of the node may name disks by their serial numbers.
        case volume

        func isFulfilled(by properties: Properties) -> Bool {
            switch self {
            case .property(let name): return properties[name] != nil
            case .volume:
                guard let file = properties["file"] else { return false }
                return !file.hasPrefix("/") && (file.contains(":") || ["none", "cdrom"].contains(file))
            }
        }
    }

    /// Nil for a key that is not kept.
    static func rule(of key: String, kind: GuestKind) -> Rule? {
        let whole = kind == .container ? container : machine
        if shared.contains(key) || whole.contains(key) { return .whole }
        let name = String(key.prefix { !$0.isNumber })
        let isNumbered = Int(key.dropFirst(name.count)) != nil
        guard isNumbered || unnumbered.contains(key) else { return nil }
        return propertyRules[name] ?? (kind == .container ? containerRules : machineRules)[name]
    }

    private static let shared: Set<String> = [
        "arch", "cores", "cpulimit", "cpuunits", "lock", "memory", "nameserver", "onboot", "ostype", "parent",
        "protection", "searchdomain", "template",
    ]
    private static let container: Set<String> = ["hostname", "swap", "unprivileged"]
    private static let machine: Set<String> = [
        "balloon", "bios", "boot", "bootdisk", "hotplug", "machine", "name", "numa", "scsihw", "sockets", "vcpus",
    ]

    private static let unnumbered: Set<String> = ["agent", "features", "rootfs", "startup"]

    private static let propertyRules: [String: Rule] = [
        "startup": .properties(["down", "order", "up"], defaultKey: "order")
    ]

    private static let mount: Set<String> = ["acl", "quota", "replicate", "ro", "shared", "size", "volume"]

    private static let containerRules: [String: Rule] = [
        "dev": .properties(["deny-write", "gid", "mode", "path", "uid"], defaultKey: "path"),
        "features": .properties(
            ["force_rw_sys", "fuse", "keyctl", "mknod", "mount", "nesting"], defaultKey: nil),
        "mp": .properties(
            mount.union(["backup", "keepattrs", "mp"]), defaultKey: "volume", required: .property("volume")),
        "net": .properties(
            ["bridge", "firewall", "gw", "hwaddr", "ip", "link_down", "mtu", "name", "rate", "tag", "type"],
            defaultKey: nil, required: .property("name")),
        "rootfs": .properties(mount, defaultKey: "volume", required: .property("volume")),
        "unused": .properties(["volume"], defaultKey: "volume", required: .property("volume")),
    ]

    private static let drive = Rule.properties(
        [
            "aio", "backup", "cache", "discard", "efitype", "file", "format", "iothread", "media", "pre-enrolled-keys",
            "replicate", "ro", "shared", "size", "ssd", "version",
        ], defaultKey: "file", required: .volume)

    private static let machineRules: [String: Rule] = [
        "agent": .properties(["enabled", "freeze-fs-on-backup", "fstrim_cloned_disks", "type"], defaultKey: "enabled"),
        "efidisk": drive,
        "hostpci": .properties(
            ["mapping", "pcie", "rombar", "x-vga"], defaultKey: "host", required: .property("mapping")),
        "ide": drive, "ipconfig": .properties(["gw", "ip"], defaultKey: nil),
        "net": .properties(
            ConfigReader.cardModels.union([
                "bridge", "firewall", "link_down", "macaddr", "model", "mtu", "queues", "rate", "tag",
            ]), defaultKey: "model"),
        "sata": drive, "scsi": drive, "tpmstate": drive, "unused": drive, "virtio": drive,
    ]
}

/// Options of a machine that need the same rights, whatever their values are.
enum MachineOptionKind {
    case processor, memory, hardware, general, power, disk, network, cloudInit, savedState
    /// Their rights depend on the value or on what is there.
    case byValue
    /// Whatever nobody else may set, such as `args`.
    case onlyRoot

    init(_ name: String, profile: AccessProfile) {
        if Self.isDrive(name) || name == "cdrom" || name == "tags" {
            self = .byValue
        } else if ["unused", "serial", "usb", "hostpci", "virtiofs"].contains(where: name.isIndexed) {
            self = .byValue
        } else if name.isIndexed("numa") {
            self = .processor
        } else if name.isIndexed("net") {
            self = .network
        } else if name.isIndexed("ipconfig") {
            self = .cloudInit
        } else if let kind = Self.kinds[name], profile == .version9_2 || !Self.added9_2.contains(name) {
            self = kind
        } else {
            self = .onlyRoot
        }
    }

    /// Whether the option is a disk or a drive.
    static func isDrive(_ name: String) -> Bool {
        let counts: [(kind: String, count: Int)] = [("ide", 4), ("scsi", 31), ("virtio", 16), ("sata", 6)]
        if name == "efidisk0" || name == "tpmstate0" { return true }
        return counts.contains { kind, count in
            name.hasPrefix(kind) && Int(name.dropFirst(kind.count)).map { (0..<count).contains($0) } == true
        }
    }

    private static let kinds: [String: MachineOptionKind] = {
        var kinds: [String: MachineOptionKind] = [:]
        let names: [(MachineOptionKind, [String])] = [
            (
                .processor,
                ["cores", "cpu", "cpulimit", "cpuunits", "numa", "runningcpu", "smp", "sockets", "vcpus"]
            ),
            (.memory, ["allow-ksm", "balloon", "memory", "shares"]),
            (
                .hardware,
                [
                    "acpi", "audio0", "hotplug", "kvm", "machine", "rng0", "runningmachine", "scsihw", "smbios1",
                    "tablet", "vga", "watchdog",
                ]
            ),
            (
                .general,
                [
                    "agent", "autostart", "bios", "description", "keyboard", "localtime", "migrate_downtime",
                    "migrate_speed", "name", "onboot", "ostype", "protection", "reboot", "startdate", "startup", "tdf",
                    "template",
                ]
            ),
            (.power, ["freeze"]),
            (.disk, ["boot", "bootdisk", "vmstatestorage"]),
            (.network, ["running-nets-host-mtu"]),
            (
                .cloudInit,
                [
                    "cicustom", "cipassword", "citype", "ciupgrade", "ciuser", "nameserver", "searchdomain", "sshkeys",
                ]
            ),
            (.savedState, ["vmstate"]),
        ]
        for (kind, options) in names {
            for option in options { kinds[option] = kind }
        }
        return kinds
    }()

    private static let added9_2: Set<String> = [
        "allow-ksm", "runningcpu", "runningmachine", "running-nets-host-mtu",
    ]
}

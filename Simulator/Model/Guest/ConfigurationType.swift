package import PhoenixModel

/// What kind of value a setting of a guest's file has, which decides how it is written, compared and answered.
package enum ConfigurationType: Hashable, Sendable {
    case boolean, integer, number, text

    /// The type of a setting; nil for one that guests of that kind do not have.
    package static func of(_ key: String, kind: GuestKind) -> ConfigurationType? {
        let table = kind == .container ? container : machine
        if let type = table[key] { return type }
        let limits = kind == .container ? containerIndexes : machineIndexes
        guard let (prefix, index) = ConfigurationKey.split(key), let limit = limits[prefix], index < limit else {
            return nil
        }
        return .text
    }

    /// A value of a file in its one form, or why it is none.
    func canonical(_ value: String) -> Result<String, Mismatch> {
        switch self {
        case .boolean:
            if ConfigurationText.isTrue(value) { return .success("1") }
            return ConfigurationText.isFalse(value)
                ? .success("0") : .failure(Mismatch("type check ('boolean') failed - got '\(value)'"))
        case .integer:
            guard !value.isEmpty, value.utf8.allSatisfy({ (48...57).contains($0) }) else {
                return .failure(Mismatch("type check ('integer') failed - got '\(value)'"))
            }
            let digits = value.drop { $0 == "0" }
            return .success(digits.isEmpty ? "0" : String(digits))
        case .number:
            return VolumeSize.isPlainNumber(Substring(value))
                ? .success(value) : .failure(Mismatch("type check ('number') failed - got '\(value)'"))
        case .text:
            return .success(value)
        }
    }

    /// Why a value is not of its type, in Proxmox's words.
    struct Mismatch: Error {
        let text: String

        init(_ text: String) { self.text = text }
    }

    private static func table(
        booleans: [String], integers: [String], numbers: [String], texts: [String]
    ) -> [String: ConfigurationType] {
        var table: [String: ConfigurationType] = [:]
        for key in booleans { table[key] = .boolean }
        for key in integers { table[key] = .integer }
        for key in numbers { table[key] = .number }
        for key in texts { table[key] = .text }
        return table
    }

    private static let container = table(
        booleans: ["console", "debug", "onboot", "protection", "template", "unprivileged"],
        integers: ["cores", "cpuunits", "memory", "snaptime", "swap", "tty"],
        numbers: ["cpulimit"],
        texts: [
            "arch", "cmode", "description", "entrypoint", "env", "features", "hookscript", "hostname", "lock",
            "nameserver", "ostype", "parent", "rootfs", "searchdomain", "startup", "tags", "timezone",
        ])

    private static let containerIndexes = ["dev": 256, "mp": 256, "net": 32, "unused": 256]

    private static let machine = table(
        booleans: [
            "acpi", "allow-ksm", "autostart", "ciupgrade", "freeze", "keephugepages", "kvm", "localtime", "numa",
            "onboot", "protection", "reboot", "tablet", "tdf", "template",
        ],
        integers: [
            "balloon", "cores", "cpuunits", "migrate_speed", "shares", "smp", "snaptime", "sockets", "vcpus",
        ],
        numbers: ["cpulimit", "migrate_downtime"],
        texts: [
            "affinity", "agent", "amd-sev", "arch", "args", "audio0", "bios", "boot", "bootdisk", "cdrom", "cicustom",
            "cipassword", "citype", "ciuser", "cpu", "description", "efidisk0", "hookscript", "hotplug", "hugepages",
            "intel-tdx", "ivshmem", "keyboard", "lock", "machine", "memory", "meta", "name", "nameserver", "ostype",
            "parent", "rng0", "running-nets-host-mtu", "runningcpu", "runningmachine", "scsihw", "searchdomain",
            "smbios1", "spice_enhancements", "sshkeys", "startdate", "startup", "tags", "tpmstate0", "vga",
            "vmgenid", "vmstate", "vmstatestorage", "watchdog",
        ])

    private static let machineIndexes = [
        "hostpci": 16, "ide": 4, "ipconfig": 32, "net": 32, "numa": 8, "parallel": 3, "sata": 6, "scsi": 31,
        "serial": 4, "unused": 256, "usb": 14, "virtio": 16, "virtiofs": 10,
    ]
}

extension FormatRules {
    static let guest: [String: FormatRule] = [
        "pve-lxc-mp-string": .check { value, _ in
            climbs(value, mayStartAbove: false) ? "\(value) contains illegal character sequences" : nil
        },
        "pve-lxc-dev-string": .check { value, _ in
            climbs(value, mayStartAbove: true) || !value.hasPrefix("/dev/")
                ? "\(value) is not a valid device path" : nil
        },
        "pve-cpuset": .test("unable to parse cpuset option", isProcessorSet),
        "pve-volume-id-or-qm-path": .check { value, _ in
            ["none", "cdrom"].contains(value) ? nil : volumeOrPathFailure(of: value)
        },
        "pve-volume-id-or-absolute-path": .check { value, _ in volumeOrPathFailure(of: value) },
        "pve-hotplug-features": .check { value, _ in hotplugFailure(of: value) },
        "pve-phys-bits": .test("value must be an integer between 8 and 64 or 'host'") { value in
            let text = String(PerlText.withoutLastLineBreak(value))
            return text == "host" || Int(text).map { (8...64).contains($0) && !text.hasPrefix("+") } == true
        },
        "pve-qm-bootdisk": .check { value, catalog in
            isDrive(value, catalog) ? nil : "invalid boot disk '\(value)'"
        },
        "pve-qm-bootdev": .check { value, catalog in
            let isSpecial = value.hasPrefix("efidisk") || value.hasPrefix("tpmstate")
            let isBootable =
                isDrive(value, catalog) && !isSpecial || isIndexed(value, ["net", "usb", "hostpci"], catalog)
            return isBootable ? nil : "invalid boot device '\(value)'"
        },
    ]

    private static let volumePattern = PerlPattern(#"([a-z][a-z0-9\-\_\.]*[a-z0-9]):(.+)"#, ignoringCase: true)

    static func volumeFailure(of value: String) -> String? {
        volumePattern.matches(value) ? nil : "unable to parse volume ID '\(value)'"
    }

    private static func volumeOrPathFailure(of value: String) -> String? {
        guard !value.hasPrefix("/"), let failure = volumeFailure(of: value) else { return nil }
        return failure
    }

    /// Whether a path holds `.` or `..` as a part after a slash, or begins with `../`.
    private static func climbs(_ path: String, mayStartAbove: Bool) -> Bool {
        let parts = PerlText.withoutLastLineBreak(path).split(separator: "/", omittingEmptySubsequences: false)
            .map { String($0) }
        let isAbove = !mayStartAbove && parts.count > 1 && parts[0] == ".."
        return isAbove || parts.dropFirst().contains { $0 == "." || $0 == ".." }
    }

    /// Processor numbers and ranges of them, separated by commas.
    private static func isProcessorSet(_ value: String) -> Bool {
        PerlText.parts(of: value, at: ",").allSatisfy { part in
            guard processorRange.matches(part) else { return false }
            let bounds = part.split(whereSeparator: { !$0.isNumber }).map { PerlText.number(String($0)) }
            return bounds.count < 2 || bounds[0] <= bounds[1]
        }
    }

    private static let processorRange = PerlPattern(#"\s*\d+(?:-\d+)?\s*"#)

    private static func hotplugFailure(of value: String) -> String? {
        guard value != "0", value != "1" else { return nil }
        let features = ["network", "disk", "cpu", "memory", "usb", "cloudinit"]
        return PerlText.listEntries(value).first { !features.contains($0) }.map { "invalid hotplug feature '\($0)'" }
    }

    /// A drive of a virtual machine by its key.
    private static func isDrive(_ key: String, _ catalog: FormatCatalog) -> Bool {
        ["efidisk0", "tpmstate0"].contains(key) || isIndexed(key, ["ide", "scsi", "virtio", "sata"], catalog)
    }

    private static func isIndexed(_ key: String, _ names: [String], _ catalog: FormatCatalog) -> Bool {
        guard let key = IndexedKey(key) else { return false }
        return names.contains(key.name) && key.index < catalog.count(of: key.name)
    }
}

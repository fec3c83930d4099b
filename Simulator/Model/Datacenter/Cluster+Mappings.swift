package import PhoenixModel

extension Cluster {
    /// Adds a mapping; `map` holds a property string for each node's device.
    package mutating func addMapping(
        _ kind: HardwareMappings.Kind, _ name: String, properties: [String: String], map: [String]
    ) throws(HostError) {
        try requireLock(of: "mapping_\(kind.fileName)_cfg", while: "create \(kind.noun) mapping failed")
        if datacenter.mappings[kind][name] != nil {
            throw HostError(
                .exists, "create \(kind.noun) mapping failed: \(kind.rawValue) ID '\(name)' already defined")
        }
        var section = SectionFile.Section(type: "", name: name, properties)
        section.setList("map", map)
        datacenter.mappings[kind][name] = section
        followMappings()
    }

    /// Changes a mapping; a new `map` replaces the old one as a whole.
    package mutating func updateMapping(
        _ kind: HardwareMappings.Kind, _ name: String, setting properties: [String: String], map: [String]?,
        deleting deletions: [String], digest: String?
    ) throws(HostError) {
        try requireLock(of: "mapping_\(kind.fileName)_cfg", while: "update \(kind.noun) mapping failed")
        let prefix = "update \(kind.noun) mapping failed: "
        if let digest, digest != datacenter.mappings[kind].digest {
            throw HostError(.conflict, prefix + ConfigurationDigest.changedText)
        }
        guard var section = datacenter.mappings[kind][name] else {
            throw HostError(.missing, "\(prefix)\(kind.rawValue) ID '\(name)' does not exist")
        }
        for key in deletions {
            guard kind.propertyKeys.contains(key) else { throw HostError(.failed, "\(prefix)no such option '\(key)'") }
            if key == "map" { throw HostError(.failed, "\(prefix)unable to delete required option 'map'") }
            section[key] = nil
        }
        for (key, value) in properties { section[key] = value }
        if let map { section.setList("map", map) }
        datacenter.mappings[kind][name] = section
        followMappings()
    }

    /// Removes a mapping; one that is not there is no error.
    package mutating func removeMapping(_ kind: HardwareMappings.Kind, _ name: String) throws(HostError) {
        try requireLock(of: "mapping_\(kind.fileName)_cfg", while: "delete \(kind.rawValue) mapping failed")
        datacenter.mappings[kind][name] = nil
        followMappings()
    }

    /// One mapping.
    package func mapping(_ kind: HardwareMappings.Kind, _ name: String) throws(HostError) -> SectionFile.Section {
        guard let section = datacenter.mappings[kind][name] else {
            throw HostError(.missing, "mapping '\(name)' not found")
        }
        return section
    }

    /// Lets the nodes know which mappings name their devices.
    mutating func followMappings() {
        for name in nodes.keys { nodes[name]?.mappedDevices = datacenter.mappings.pciNames(on: name) }
    }

    /// Mappings that nodes of a scenario only name are made of their display devices, one after the other.
    mutating func makeNamedMappings() {
        for node in nodesByName {
            let displays = node.hardware.pciDevices.filter { $0.deviceClass.hasPrefix("0x03") }
            for (index, mapping) in node.mappedDevices.enumerated() {
                let new = SectionFile.Section(type: "", name: mapping, ["description": "device \(mapping)"])
                var section = datacenter.mappings.pci[mapping] ?? new
                guard HardwareMappings.entries(of: section, on: node.name).isEmpty else { continue }
                let device = index < displays.count ? displays[index] : nil
                section.setList("map", section.list("map") + [Self.mapEntry(of: device, number: index, on: node.name)])
                datacenter.mappings.pci[mapping] = section
            }
        }
        followMappings()
    }

    private static func mapEntry(of device: PCIDevice?, number: Int, on node: NodeName) -> String {
        guard let device else { return "id=0000:0000,node=\(node),path=0000:0\(number + 1):00.0" }
        func plain(_ number: String) -> String { String(number.dropFirst(2)) }
        var entry = "id=\(plain(device.vendor)):\(plain(device.device))"
        if device.iommuGroup >= 0 { entry += ",iommugroup=\(device.iommuGroup)" }
        entry += ",node=\(node),path=\(device.id)"
        if let vendor = device.subsystemVendor, let identity = device.subsystemDevice {
            entry += ",subsystem-id=\(plain(vendor)):\(plain(identity))"
        }
        return entry
    }

    /// What is wrong with a PCI mapping as a node sees it, each a severity with a sentence.
    package func problems(of section: SectionFile.Section, on node: NodeName) -> [(severity: String, text: String)] {
        let entries = HardwareMappings.entries(of: section, on: node)
        guard !entries.isEmpty else { return [("warning", "No mapping for node \(node).")] }
        return entries.compactMap { entry in
            pciProblem(of: entry, named: section, on: node).map { ("error", "Invalid configuration: \($0)\n") }
        }
    }

    private func pciProblem(of entry: PropertyString, named section: SectionFile.Section, on node: NodeName) -> String?
    {
        for (index, path) in (entry["path"] ?? "").split(separator: ";").map(String.init).enumerated() {
            let function = path.contains(".") ? path : path + ".0"
            guard let device = nodes[node]?.hardware.pciDevices.first(where: { $0.id == function }) else {
                return "pci device '\(function)' not found"
            }
            func plain(_ number: String) -> String { number.hasPrefix("0x") ? String(number.dropFirst(2)) : number }
            var expected = [("id", plain(device.vendor) + ":" + plain(device.device))]
            if index == 0 { expected.append(("iommugroup", String(device.iommuGroup))) }
            expected.append(("mdev", "0"))
            if let vendor = device.subsystemVendor, let identity = device.subsystemDevice {
                expected.append(("subsystem-id", plain(vendor) + ":" + plain(identity)))
            }
            for (key, value) in expected {
                let given = key == "mdev" ? section["mdev"] ?? "0" : entry[key]
                guard let given else { return "missing expected property '\(key)' for device '\(function)'" }
                if plain(given) != value {
                    return "'\(key)' does not match for '\(section.name)' (\(value) != \(given))"
                }
            }
        }
        return nil
    }
}

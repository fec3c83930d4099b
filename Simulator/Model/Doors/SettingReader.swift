import PhoenixModel

/// Reads a section of a guest's file as settings in canonical form, with the defaults that Proxmox has.
struct SettingReader {
    private let kind: GuestKind
    private let section: GuestSection
    private let rawLines: [RawLine]
    private let firewall: FirewallRules?

    /// `rawLines` are those in force, which may differ from the section's.
    init(_ kind: GuestKind, _ section: GuestSection, rawLines: [RawLine], firewall: FirewallRules?) {
        self.kind = kind
        self.section = section
        self.rawLines = rawLines
        self.firewall = firewall
    }

    var configuration: Configuration {
        let own = kind == .container ? containerSettings : machineSettings
        return Configuration(sharedSettings + own)
    }

    private var sharedSettings: [Setting] {
        var settings: [Setting] = [
            .memory(mebibytes: section["memory"].flatMap(Int.init) ?? 512),
            .startAtBoot(section["onboot"].map(ConfigurationText.isTrue) ?? false),
            .nameservers(ConfigurationText.list(section["nameserver"] ?? "")),
            .firewall(firewall ?? FirewallRules(isEnabled: false, rules: [])),
        ]
        if let domain = section["searchdomain"] { settings.append(.searchDomain(domain)) }
        if let startup = section["startup"] { settings.append(.startup(SettingText.startup(in: startup))) }
        if let root = section[kind.rootDiskKey].flatMap(volume) { settings.append(.rootDisk(root)) }
        return settings
    }

    private var containerSettings: [Setting] {
        var settings: [Setting] = [
            .swap(mebibytes: section["swap"].flatMap(Int.init) ?? 512),
            .abilities(SettingText.abilities(in: section["features"] ?? "")),
            .identifierMaps(
                rawLines.filter { $0.key == RawKey.identifierMap }.compactMap {
                    SettingText.identifierMap(in: $0.value)
                }),
        ]
        if let name = section["hostname"] { settings.append(.name(name)) }
        if let cores = section["cores"].flatMap(Int.init) { settings.append(.cores(cores)) }
        for mount in section.indexed("mp") { settings.append(contentsOf: self.mount(mount.index, mount.value)) }
        for network in section.indexed("net") {
            settings.append(.network(index: network.index, containerInterface(network.value)))
        }
        for device in section.indexed("dev") {
            let properties = PropertyString(device.value, defaultKey: "path")
            let node = Device.node(path: properties["path"] ?? "", mode: properties["mode"])
            settings.append(.device(index: device.index, node))
        }
        return settings + rawOptions
    }

    private var machineSettings: [Setting] {
        var settings: [Setting] = [
            .cores(section["cores"].flatMap(Int.init) ?? 1),
            .agent(section["agent"].map(MachineAgent.isEnabled) ?? false),
            .cloudInit(
                CloudInit(
                    user: section["ciuser"],
                    authorizedKeys: SettingText.authorizedKeys(in: section["sshkeys"] ?? ""))),
        ]
        if let name = section["name"] { settings.append(.name(name)) }
        for disk in section.indexed("scsi") where disk.index > 0 {
            if let volume = volume(disk.value) { settings.append(.volume(index: disk.index - 1, volume)) }
        }
        for network in section.indexed("net") {
            settings.append(.network(index: network.index, machineInterface(network.index, network.value)))
        }
        for device in section.indexed("hostpci") {
            guard let mapping = PropertyString(device.value)["mapping"] else { continue }
            settings.append(.device(index: device.index, .mappedPCI(mapping: mapping)))
        }
        return settings
    }

    private var rawOptions: [Setting] {
        var values: [String: [String]] = [:]
        for line in rawLines where line.key != RawKey.identifierMap {
            values[line.key, default: []].append(line.value)
        }
        return values.sorted { $0.key < $1.key }.map { .rawOption(key: $0.key, values: $0.value) }
    }

    private func volume(_ text: String) -> Volume? {
        let disk = DiskText(text)
        guard !disk.isBindMount, !disk.isCDROM else { return nil }
        return Volume(
            storage: disk.storage, sizeGibibytes: disk.sizeGibibytes ?? 0, mountPath: disk.properties["mp"])
    }

    private func mount(_ index: Int, _ text: String) -> [Setting] {
        let disk = DiskText(text)
        guard disk.isBindMount else { return volume(text).map { [.volume(index: index, $0)] } ?? [] }
        let mount = BindMount(
            hostPath: disk.file, containerPath: disk.properties["mp"] ?? "", isReadOnly: disk.properties.isOn("ro"))
        return [.bindMount(index: index, mount)]
    }

    private func containerInterface(_ text: String) -> NetworkInterface {
        let network = PropertyString(text)
        return NetworkInterface(
            name: network["name"], bridge: BridgeName(network["bridge"] ?? ""), hardwareAddress: network["hwaddr"],
            address: address(network["ip"]), gateway: network["gw"], vlan: network["tag"].flatMap(Int.init),
            isFirewalled: network.isOn("firewall"))
    }

    private func machineInterface(_ index: Int, _ text: String) -> NetworkInterface {
        let network = MachineNetwork(text)
        let address = PropertyString(section["ipconfig\(index)"] ?? "")
        return NetworkInterface(
            bridge: BridgeName(network.bridge ?? ""), hardwareAddress: network.hardwareAddress,
            address: self.address(address["ip"]), gateway: address["gw"],
            vlan: network.properties["tag"].flatMap(Int.init), isFirewalled: network.properties.isOn("firewall"))
    }

    private func address(_ text: String?) -> NetworkInterface.Address? {
        switch text {
        case nil, "manual": nil
        case "dhcp": .dhcp
        case .some(let address): .fixed(address)
        }
    }
}

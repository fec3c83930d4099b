import Foundation
import PhoenixModel

/// Reads a guest's configuration as settings in canonical form, with the defaults that Proxmox has where a key is missing.
///
/// What Phoenix has no setting for is left out: it is never written, so it never differs.
struct ConfigReader {
    private let kind: GuestKind
    private let config: ConfigText

    init(_ kind: GuestKind, _ config: ConfigText) {
        self.kind = kind
        self.config = config
    }

    /// Everything but the firewall, which Proxmox keeps elsewhere.
    var configuration: Configuration {
        Configuration(shared + (kind == .container ? ofContainer : ofMachine))
    }

    private var shared: [Setting] {
        var settings: [Setting] = [
            .memory(mebibytes: Properties(config["memory"] ?? "", defaultKey: "current").number("current") ?? 512),
            .startAtBoot(config.isOn("onboot")), .nameservers(words(config["nameserver"])),
        ]
        if let domain = config["searchdomain"] { settings.append(.searchDomain(domain)) }
        if let text = config["startup"] {
            let startup = Properties(text, defaultKey: "order")
            settings.append(
                .startup(StartupOrder(order: startup.number("order"), delaySeconds: startup.number("up"))))
        }
        if let root = config[kind == .container ? "rootfs" : "scsi0"].flatMap(volume) {
            settings.append(.rootDisk(root))
        }
        return settings
    }

    private var ofContainer: [Setting] {
        var settings: [Setting] = [
            .swap(mebibytes: config.number("swap") ?? 512), .abilities(abilities),
            .identifierMaps(config.rawLines.filter { $0.key == Self.identifierMapKey }.compactMap(identifierMap)),
        ]
        if let name = config["hostname"] { settings.append(.name(name)) }
        if let cores = config.number("cores") { settings.append(.cores(cores)) }
        settings += config.numbered("mp").compactMap(mount)
        settings += config.numbered("net").map { .network(index: $0.index, containerInterface($0.text)) }
        settings += config.numbered("dev").map { index, text in
            let device = Properties(text, defaultKey: "path")
            return .device(index: index, .node(path: device["path"] ?? "", mode: device["mode"]))
        }
        return settings + rawOptions
    }

    private var ofMachine: [Setting] {
        var settings: [Setting] = [
            .cores(config.number("cores") ?? 1),
            .agent(Properties(config["agent"] ?? "", defaultKey: "enabled").isOn("enabled")),
            .cloudInit(CloudInit(user: config["ciuser"], authorizedKeys: authorizedKeys)),
        ]
        if let name = config["name"] { settings.append(.name(name)) }
        settings += config.numbered("scsi").filter { $0.index > 0 }.compactMap { index, text in
            volume(text).map { .volume(index: index - 1, $0) }
        }
        settings += config.numbered("net").map { .network(index: $0.index, machineInterface($0.index, $0.text)) }
        settings += config.numbered("hostpci").compactMap { index, text in
            Properties(text, defaultKey: "host")["mapping"].map { .device(index: index, .mappedPCI(mapping: $0)) }
        }
        return settings
    }
}

/// Values of several words or properties.
extension ConfigReader {
    private static let identifierMapKey = "lxc.idmap"

    /// Lists are parted by commas, semicolons or blanks; Proxmox writes blanks (behaviour 8.5).
    private func words(_ text: String?) -> [String] {
        (text ?? "").split { $0 == "," || $0 == ";" || $0.isWhitespace }.map(String.init)
    }

    private var abilities: [String] {
        let features = Properties(config["features"] ?? "")
        return features.keys.compactMap { key in
            guard let value = features[key] else { return nil }
            if Properties.isTrue(value) { return key }
            return ["0", "no", "off", "false"].contains(value.lowercased()) ? nil : "\(key)=\(value)"
        }.sorted()
    }

    /// `u 0 100000 65536`: kind, first id inside, first id on the node, how many (lxc.container.conf).
    private func identifierMap(_ line: ConfigText.RawLine) -> IdentifierMap? {
        let words = line.value.split(whereSeparator: \.isWhitespace)
        guard words.count == 4, let container = Int(words[1]), let host = Int(words[2]), let count = Int(words[3])
        else { return nil }
        switch words[0] {
        case "u": return IdentifierMap(kind: .user, containerID: container, hostID: host, count: count)
        case "g": return IdentifierMap(kind: .group, containerID: container, hostID: host, count: count)
        default: return nil
        }
    }

    private var rawOptions: [Setting] {
        let lines = config.rawLines.filter { $0.key != Self.identifierMapKey }
        return Dictionary(grouping: lines, by: \.key).sorted { $0.key < $1.key }
            .map { .rawOption(key: $0.key, values: $0.value.map(\.value)) }
    }

    /// Stored as one escaped text with a key a line (behaviour 12.4).
    private var authorizedKeys: [String] {
        let text = config["sshkeys"] ?? ""
        return (text.removingPercentEncoding ?? text).split(whereSeparator: \.isNewline).map(String.init)
    }
}

/// Disks and network interfaces.
extension ConfigReader {
    /// `STORAGE:VOLUME,size=8G`; nil for paths of the node, drives without a disk, and CD-ROMs.
    private func volume(_ text: String) -> Volume? {
        let disk = Properties(text, defaultKey: "volume")
        guard let file = disk["volume"] ?? disk["file"], !file.hasPrefix("/"), disk["media"] != "cdrom",
            let colon = file.firstIndex(of: ":")
        else { return nil }
        return Volume(
            storage: StorageName(String(file[..<colon])),
            sizeGibibytes: disk["size"].flatMap(DiskSize.gibibytes) ?? 0, mountPath: disk["mp"])
    }

    private func mount(_ index: Int, _ text: String) -> Setting? {
        if let volume = volume(text) { return .volume(index: index, volume) }
        let mount = Properties(text, defaultKey: "volume")
        guard let path = mount["volume"], path.hasPrefix("/") else { return nil }
        return .bindMount(
            index: index,
            BindMount(hostPath: path, containerPath: mount["mp"] ?? "", isReadOnly: mount.isOn("ro")))
    }

    private func containerInterface(_ text: String) -> NetworkInterface {
        let card = Properties(text)
        return NetworkInterface(
            name: card["name"], bridge: BridgeName(card["bridge"] ?? ""), hardwareAddress: card["hwaddr"],
            address: address(card["ip"]), gateway: card["gw"], vlan: card.number("tag"),
            isFirewalled: card.isOn("firewall"))
    }

    /// A machine's address stands in `ipconfigN`; the card's hardware address behind its model: `virtio=BC:24:…`.
    private func machineInterface(_ index: Int, _ text: String) -> NetworkInterface {
        let card = Properties(text, defaultKey: "model")
        let address = Properties(config["ipconfig\(index)"] ?? "")
        let model = card.keys.first { Self.cardModels.contains($0) }
        return NetworkInterface(
            bridge: BridgeName(card["bridge"] ?? ""), hardwareAddress: card["macaddr"] ?? model.flatMap { card[$0] },
            address: self.address(address["ip"]), gateway: address["gw"], vlan: card.number("tag"),
            isFirewalled: card.isOn("firewall"))
    }

    private func address(_ text: String?) -> NetworkInterface.Address? {
        switch text {
        case nil, "manual": nil
        case "dhcp": .dhcp
        case .some(let address): .fixed(address)
        }
    }

    /// The models of PVE::QemuServer's `net` format.
    static let cardModels: Set<String> = [
        "e1000", "e1000-82540em", "e1000-82544gc", "e1000-82545em", "e1000e", "i82551", "i82557b", "i82559er",
        "ne2k_isa", "ne2k_pci", "pcnet", "rtl8139", "virtio", "vmxnet3",
    ]
}

/// Which setting of a guest is meant; its text is the path that people write in `ignore` lists.
package enum SettingKey: Hashable, Sendable {
    case name, cores, memory, swap, rootDisk, nameservers, searchDomain, abilities
    case startAtBoot, startup, identifierMaps, agent, cloudInit, firewall
    case mount(Int)
    case network(Int)
    case device(Int)
    case rawOption(String)
}

extension SettingKey: CustomStringConvertible {
    /// The path in the words of the repository format: `memory_mb`, `network_config`, `volumes/0`, `lxc_options/lxc.mount.auto`.
    package var description: String {
        switch self {
        case .name: "name"
        case .cores: "cores"
        case .memory: "memory_mb"
        case .swap: "swap_mb"
        case .rootDisk: "storage_size_gb"
        case .nameservers: "network_config/nameservers"
        case .searchDomain: "network_config/searchdomain"
        case .abilities: "pct_options"
        case .startAtBoot: "start_at_boot"
        case .startup: "boot_order"
        case .identifierMaps: "id_maps"
        case .agent: "agent"
        case .cloudInit: "user_config"
        case .firewall: "firewall"
        case .mount(let index): "volumes/\(index)"
        case .network(0): "network_config"
        case .network(1): "secondary_network_config"
        case .network(let index): "network_config/\(index)"
        case .device(let index): "devices/\(index)"
        case .rawOption(let key): "lxc_options/\(key)"
        }
    }

    /// Reads back what `description` writes; nil for any other text.
    package init?(_ text: String) {
        if let fixed = Self.fixed[text] {
            self = fixed
            return
        }
        guard let slash = text.firstIndex(of: "/") else { return nil }
        let rest = String(text[text.index(after: slash)...])
        switch (text[..<slash], Int(rest)) {
        case ("volumes", let index?): self = .mount(index)
        case ("devices", let index?): self = .device(index)
        case ("network_config", let index?): self = .network(index)
        case ("lxc_options", _): self = .rawOption(rest)
        default: return nil
        }
    }

    private static let fixed: [String: SettingKey] = Dictionary(
        uniqueKeysWithValues: [
            SettingKey.name, .cores, .memory, .swap, .rootDisk, .nameservers, .searchDomain, .abilities, .startAtBoot,
            .startup, .identifierMaps, .agent, .cloudInit, .firewall, .network(0), .network(1),
        ].map { ($0.description, $0) })
}

extension SettingKey: Comparable {
    package static func < (left: SettingKey, right: SettingKey) -> Bool {
        let (rank, otherRank) = (left.rank, right.rank)
        guard rank == otherRank else { return rank < otherRank }
        return switch (left, right) {
        case (.mount(let place), .mount(let other)), (.network(let place), .network(let other)),
            (.device(let place), .device(let other)):
            place < other
        case (.rawOption(let key), .rawOption(let other)): key < other
        default: false
        }
    }

    /// The order in which settings are printed and applied: size first, then what the guest is connected to.
    private var rank: Int {
        switch self {
        case .name: 0
        case .cores: 1
        case .memory: 2
        case .swap: 3
        case .rootDisk: 4
        case .mount: 5
        case .network: 6
        case .nameservers: 7
        case .searchDomain: 8
        case .device: 9
        case .abilities: 10
        case .identifierMaps: 11
        case .rawOption: 12
        case .startAtBoot: 13
        case .startup: 14
        case .agent: 15
        case .cloudInit: 16
        case .firewall: 17
        }
    }
}

extension SettingKey: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let key = SettingKey(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' names no setting"))
        }
        self = key
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

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
    package static func < (left: SettingKey, right: SettingKey) -> Bool { left.rank < right.rank }

    /// The order in which settings are printed and applied: size first, then what the guest is connected to.
    private var rank: (Int, Int, String) {
        switch self {
        case .name: (0, 0, "")
        case .cores: (1, 0, "")
        case .memory: (2, 0, "")
        case .swap: (3, 0, "")
        case .rootDisk: (4, 0, "")
        case .mount(let index): (5, index, "")
        case .network(let index): (6, index, "")
        case .nameservers: (7, 0, "")
        case .searchDomain: (8, 0, "")
        case .device(let index): (9, index, "")
        case .abilities: (10, 0, "")
        case .identifierMaps: (11, 0, "")
        case .rawOption(let key): (12, 0, key)
        case .startAtBoot: (13, 0, "")
        case .startup: (14, 0, "")
        case .agent: (15, 0, "")
        case .cloudInit: (16, 0, "")
        case .firewall: (17, 0, "")
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

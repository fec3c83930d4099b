extension Setting {
    /// The value as people read it in plans, without the key: `4096 MiB`, `vmbr0 192.168.10.21/24 via 192.168.10.1`.
    ///
    /// Equal settings give equal texts and different ones different texts, so a wish's fingerprint may rest on it.
    package var valueText: String {
        switch self {
        case .name(let name): name
        case .cores(let count): String(count)
        case .memory(let mebibytes), .swap(let mebibytes): "\(mebibytes) MiB"
        case .rootDisk(let volume), .volume(_, let volume): volume.text
        case .bindMount(_, let mount): mount.text
        case .network(_, let interface): interface.text
        case .nameservers(let servers): servers.isEmpty ? "as the node" : servers.joined(separator: " ")
        case .searchDomain(let domain): domain
        case .device(_, let device): device.text
        case .abilities(let abilities): abilities.isEmpty ? "none" : abilities.joined(separator: " ")
        case .startAtBoot(let flag), .agent(let flag): flag ? "yes" : "no"
        case .startup(let startup): startup.text
        case .identifierMaps(let maps): maps.map(\.text).joined(separator: ", ")
        case .rawOption(_, let values): values.joined(separator: " | ")
        case .cloudInit(let cloudInit): cloudInit.text
        case .firewall(let firewall): firewall.text
        }
    }
}

extension Volume {
    fileprivate var text: String {
        "\(sizeGibibytes) GiB on \(storage)" + (mountPath.map { " at \($0)" } ?? "")
    }
}

extension BindMount {
    fileprivate var text: String { "\(hostPath) at \(containerPath)" + (isReadOnly ? " read-only" : "") }
}

extension NetworkInterface {
    fileprivate var text: String {
        var words: [String] = []
        if let name { words.append(name) }
        words.append("on \(bridge)")
        switch address {
        case .dhcp?: words.append("dhcp")
        case .fixed(let address)?: words.append(address)
        case nil: break
        }
        if let gateway { words.append("via \(gateway)") }
        if let vlan { words.append("vlan \(vlan)") }
        if let hardwareAddress { words.append(hardwareAddress) }
        if isFirewalled { words.append("firewalled") }
        return words.joined(separator: " ")
    }
}

extension Device {
    fileprivate var text: String {
        switch self {
        case .node(let path, let mode): path + (mode.map { " mode \($0)" } ?? "")
        case .mappedPCI(let mapping): "PCI mapping \(mapping)"
        }
    }
}

extension StartupOrder {
    fileprivate var text: String {
        let parts = [order.map { "order \($0)" }, delaySeconds.map { "delay \($0) s" }].compactMap(\.self)
        return parts.isEmpty ? "any" : parts.joined(separator: ", ")
    }
}

extension IdentifierMap {
    fileprivate var text: String { "\(kind.rawValue) \(containerID)→\(hostID)×\(count)" }
}

extension CloudInit {
    fileprivate var text: String {
        "user \(user ?? "default")" + authorizedKeys.map { ", key \($0)" }.joined()
    }
}

extension FirewallRules {
    fileprivate var text: String {
        ([isEnabled ? "on" : "off"] + rules.map(\.text)).joined(separator: "; ")
    }
}

extension FirewallRules.Rule {
    fileprivate var text: String {
        var words = [direction.rawValue, action.rawValue]
        if let `protocol` { words.append(`protocol`) }
        if let ports { words.append("port \(ports)") }
        if let source { words.append("from \(source)") }
        if let destination { words.append("to \(destination)") }
        if let comment { words.append("(\(comment))") }
        return words.joined(separator: " ")
    }
}

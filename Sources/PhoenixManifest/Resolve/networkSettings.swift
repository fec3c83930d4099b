import JSONSchema
import PhoenixModel

extension MergedGuest {
    /// The interfaces, and what the guest is told of names.
    func networkSettings(_ findings: inout Findings) -> [Setting] {
        var settings: [Setting] = []
        settings.reserveCapacity(4)
        let keys: [(GuestKey, Int)] = [(.network, 0), (.secondNetwork, 1)]
        for (key, index) in keys {
            guard let value = self[key], let interface = networkInterface(value, index, &findings) else { continue }
            settings.append(.network(index: index, interface))
        }
        if let servers = nameservers(&findings) { settings.append(.nameservers(servers)) }
        if let domain = first("searchdomain")?.string { settings.append(.searchDomain(domain)) }
        return settings
    }

    /// The first interface that says this; name servers and search domain are the guest's, not the interface's.
    private func first(_ member: String) -> MergedValue? {
        self[.network]?[member] ?? self[.secondNetwork]?[member]
    }

    private func networkInterface(
        _ value: MergedValue, _ index: Int, _ findings: inout Findings
    ) -> NetworkInterface? {
        reportMembersNotActedOn(value, &findings)
        let address = address(value, &findings)
        let gateway = gateway(value, address, &findings)
        guard let bridge = value["bridge"]?.string else {
            // Values for several guests may leave it open; only here it is known that nobody says it.
            findings.error(
                .missingBridge, at: value.place, "\(subject) has a network interface without a bridge",
                remedy: "Add \"bridge\": \"vmbr0\" here or in the defaults")
            return nil
        }
        return NetworkInterface(
            name: kind == .container ? value["name"]?.string ?? "eth\(index)" : nil,
            bridge: BridgeName(bridge), hardwareAddress: value["hwaddr"]?.string, address: address,
            gateway: gateway?.description, vlan: value["vlan"]?.integer,
            isFirewalled: value["firewall"]?.boolean ?? self[.firewall]?["enabled"]?.boolean ?? false)
    }

    private func reportMembersNotActedOn(_ value: MergedValue, _ findings: inout Findings) {
        for member in ["type", "parent"] {
            guard let inner = value[member], inner.string != "veth" else { continue }
            findings.warning(
                .notActedOn, at: inner.place, "'\(member)' of a network is declared, but Phoenix does not act on it",
                remedy: "Use an interface on a bridge, and remove the key")
        }
        if kind == .machine, let name = value["name"] {
            findings.warning(
                .notActedOn, at: name.place,
                "'name' of a network is declared, but machines name their interfaces themselves",
                remedy: "Remove the key")
        }
    }

    private func address(_ value: MergedValue, _ findings: inout Findings) -> NetworkInterface.Address? {
        guard let ip = value["ip"], let text = ip.string, text != "manual" else { return nil }
        if text == "dhcp" { return .dhcp }
        guard let interface = IPv4Interface(text) else {
            let isBare = IPv4Address(text) != nil
            findings.error(
                .invalidAddress, at: ip.place,
                isBare ? "The address \(text) has no prefix length" : "'\(text)' is no IPv4 address with prefix length",
                remedy: isBare
                    ? "Write \(text)/24, if that is the network's size" : "Write it like 192.168.40.21/24, or dhcp")
            return nil
        }
        if interface.keepsAddressesBack,
            interface.address == interface.network || interface.address == interface.broadcast
        {
            let role = interface.address == interface.network ? "" : " for broadcasts"
            findings.error(
                .reservedAddress, at: ip.place,
                "\(interface.address) is the network's own address\(role); no guest can have it",
                remedy: "Choose an address inside \(interface.network)/\(interface.prefixLength)")
        }
        return .fixed(text)
    }

    private func gateway(
        _ value: MergedValue, _ address: NetworkInterface.Address?, _ findings: inout Findings
    ) -> IPv4Address? {
        guard let gw = value["gw"], let text = gw.string else { return nil }
        guard let gateway = IPv4Address(text) else {
            findings.error(
                .invalidAddress, at: gw.place, "'\(text)' is no IPv4 address", remedy: "Write it like 192.168.40.1")
            return nil
        }
        guard case .fixed(let fixed) = address, let interface = IPv4Interface(fixed) else {
            reportIdleGateway(gw, value["ip"], &findings)
            return nil
        }
        if gateway == interface.address {
            findings.error(
                .gatewayIsAddress, at: (value["ip"] ?? gw).place,
                "\(subject) would be its own gateway: both are \(gateway)",
                remedy: "Give the guest another address, or name the network's router as gw")
        } else if !interface.contains(gateway) {
            findings.error(
                .addressOutsideSubnet, at: (value["ip"] ?? gw).place,
                "The gateway \(gateway) lies outside \(interface.network)/\(interface.prefixLength), the network of \(interface.address)",
                remedy: "Correct the address, its prefix length or the gateway")
        }
        return gateway
    }

    /// With DHCP the gateway comes from there. One from the defaults does no harm; beside `ip` it is a mistake.
    private func reportIdleGateway(_ gw: MergedValue, _ ip: MergedValue?, _ findings: inout Findings) {
        guard let ip, ip.source.layer == gw.source.layer, ip.source.path == gw.source.path else { return }
        guard ip.string == "dhcp" || ip.string == "manual" else { return }
        findings.warning(
            .notActedOn, at: gw.place, "'gw' is declared, but there is no fixed address it could belong to",
            remedy: "Remove it, or write a fixed address as ip")
    }

    private func nameservers(_ findings: inout Findings) -> [String]? {
        guard let value = first("nameservers") else { return nil }
        let items: [(String, MergedValue)]
        if let text = value.string {
            items = nameserverTexts(text).map { ($0, value) }
        } else {
            items = (value.items ?? []).compactMap { item in item.string.map { ($0, item) } }
        }
        for (text, source) in items where IPv4Address(text) == nil && !looksLikeIPv6(text) {
            findings.error(
                .invalidAddress, at: source.place, "'\(text)' is no address of a name server",
                remedy: "Write addresses like 192.168.40.1, with spaces or commas between")
        }
        return items.map(\.0)
    }
}

/// The parts of a text between blanks, commas and semicolons.
private func nameserverTexts(_ text: String) -> [String] {
    text.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") }
        .map { String(Substring($0)) }
}

/// Name servers may have IPv6 addresses, which are passed on as they are.
private func looksLikeIPv6(_ text: String) -> Bool {
    text.contains(":")
        && text.utf8.allSatisfy { byte in
            byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") || (48...57).contains(byte)
                || (97...102).contains(byte | 0x20)
        }
}

import PhoenixModel

/// What Proxmox writes on a machine's cloud-init drive.
package struct CloudInitText {
    private let section: GuestSection
    private let id: GuestID

    package init(_ guest: Guest) {
        section = guest.file.current
        id = guest.id
    }

    /// `#cloud-config` with name, user, keys and updates.
    package func user(masksPassword: Bool) -> String {
        let (host, domain) = names
        var lines = ["#cloud-config", "hostname: \(host)", "manage_etc_hosts: true", "fqdn: \(domain)"]
        let user = section["ciuser"]
        if let user { lines.append("user: \(user)") }
        if user == "root" { lines.append("disable_root: False") }
        if let password = section["cipassword"] {
            lines.append("password: \(masksPassword ? GuestFile.passwordMask : password)")
        }
        if let keys = section["sshkeys"] {
            lines.append("ssh_authorized_keys:")
            for key in ConfigurationText.decoded(keys).split(separator: "\n") where !key.allSatisfy(\.isWhitespace) {
                lines.append("  - \(key)")
            }
        }
        lines += ["chpasswd:", "  expire: False"]
        if user != "root" { lines += ["users:", "  - default"] }
        if section["ciupgrade"] != "0" { lines.append("package_upgrade: true") }
        return Self.text(lines)
    }

    /// Version 1 of cloud-init's network configuration.
    package var network: String {
        var lines = ["version: 1", "config:"]
        for card in section.indexed("net") {
            guard let address = section["ipconfig\(card.index)"] else { continue }
            let hardware = MachineNetwork(card.value).hardwareAddress?.lowercased() ?? ""
            lines += [
                "    - type: physical", "      name: eth\(card.index)", "      mac_address: '\(hardware)'",
                "      subnets:",
            ]
            lines += Self.subnets(PropertyString(address))
        }
        lines.append("    - type: nameserver")
        lines += Self.list("address", ConfigurationText.list(section["nameserver"] ?? ""))
        lines += Self.list("search", ConfigurationText.list(section["searchdomain"] ?? ""))
        return Self.text(lines)
    }

    /// Changes whenever one of the others does, so that cloud-init takes the machine for a new one.
    package var meta: String {
        "instance-id: \(ConfigurationDigest.of(user(masksPassword: false) + network))\n"
    }

    private var names: (host: String, domain: String) {
        let name = section["name"] ?? "VM\(id)"
        if let dot = name.firstIndex(of: ".") { return (String(name[..<dot]), name) }
        return (name, section["searchdomain"].map { "\(name).\($0)" } ?? name)
    }

    private static func subnets(_ address: PropertyString) -> [String] {
        var lines: [String] = []
        // Without any address both families ask a DHCP server.
        let isOpen = address["ip"] == nil && address["ip6"] == nil
        switch isOpen ? "dhcp" : address["ip"] {
        case nil: break
        case "dhcp": lines.append("      - type: dhcp4")
        case .some(let text):
            let parts = text.split(separator: "/")
            lines += [
                "      - type: static", "        address: '\(parts.first ?? "")'",
                "        netmask: '\(netmask(parts.last.flatMap { Int($0) } ?? 32))'",
            ]
            if let gateway = address["gw"] { lines.append("        gateway: '\(gateway)'") }
        }
        switch isOpen ? "dhcp" : address["ip6"] {
        case nil: break
        case "dhcp": lines.append("      - type: dhcp6")
        case "auto": lines.append("      - type: ipv6_slaac")
        case .some(let text):
            lines += ["      - type: static6", "        address: '\(text)'"]
            if let gateway = address["gw6"] { lines.append("        gateway: '\(gateway)'") }
        }
        return lines
    }

    private static func netmask(_ prefix: Int) -> String {
        let mask = prefix <= 0 ? 0 : UInt32.max << UInt32(max(0, 32 - prefix))
        return [24, 16, 8, 0].map { String(mask >> $0 & 0xFF) }.joined(separator: ".")
    }

    private static func list(_ title: String, _ entries: [String]) -> [String] {
        entries.isEmpty ? [] : ["      \(title):"] + entries.map { "      - '\($0)'" }
    }

    private static func text(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }
}

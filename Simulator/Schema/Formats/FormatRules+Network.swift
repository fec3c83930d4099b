extension FormatRules {
    static let network: [String: FormatRule] = [
        "mac-addr": .pattern(
            "[a-f0-9][02468ace](?::[a-f0-9]{2}){5}", ignoringCase: true,
            "value does not look like a valid unicast MAC address"),
        "mac-prefix": .pattern(
            "[a-f0-9][02468ace](?::[a-f0-9]{2}){0,2}(?::[a-f0-9]?)?", ignoringCase: true,
            "value is not a valid unicast MAC address prefix"),
        "ipv4": .test("value does not look like a valid IPv4 address", AddressText.isIPv4),
        "ipv6": .test("value does not look like a valid IPv6 address", AddressText.isIPv6),
        "ip": .test("value does not look like a valid IP address", AddressText.isIP),
        "ipv4mask": .test("value does not look like a valid IP netmask", AddressText.isIPv4Mask),
        "CIDRv4": .test("value does not look like a valid IPv4 CIDR network", AddressText.isIPv4Network),
        "CIDRv6": .test("value does not look like a valid IPv6 CIDR network", AddressText.isIPv6Network),
        "CIDR": .test("value does not look like a valid CIDR network") {
            AddressText.isIPv4Network($0) || AddressText.isIPv6Network($0)
        },
        "pve-ipv4-config": .test("value does not look like a valid ipv4 network configuration") {
            isOne(of: ["dhcp", "manual"], $0) || AddressText.isIPv4Network($0)
        },
        "pve-ipv6-config": .test("value does not look like a valid ipv6 network configuration") {
            isOne(of: ["auto", "dhcp", "manual"], $0) || AddressText.isIPv6Network($0)
        },
        "lxc-ip-with-ll-iface": .test("value does not look like a valid IP address", isIPWithInterface),
        "dns-name": .pattern(domainName, "value does not look like a valid DNS name"),
        "address": .test("value does not look like a valid address: {}", isHost),
        "pve-iface": .pattern(interfaceName, "invalid network interface name '{}'"),
        "pve-bridge-id": .pattern(#"[-_.\w\d]+"#, "invalid bridge ID '{}'"),
        "pve-vlan-id-or-range": .check { value, _ in vlanFailure(of: value) },
        "pve-acme-domain": .pattern(
            #"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9][a-z0-9_-]*)+"#, ignoringCase: true,
            "value '{}' does not look like a valid domain name!"),
        "pve-acme-alias": .pattern(
            #"[a-z0-9_][a-z0-9_-]*(?:\.[a-z0-9_][a-z0-9_-]*)+"#, ignoringCase: true,
            "value '{}' does not look like a valid alias name!"),
        "bridge-pair": .check { value, catalog in
            IdentifierMap.failure(of: value) { catalog.failure(of: $0, format: .named("pve-bridge-id"), at: "") }
        },
    ]

    private static let domainLabel = #"[a-zA-Z0-9]([a-zA-Z0-9\-]*[a-zA-Z0-9])?"#
    static let domainName = #"(\#(domainLabel)\.)*\#(domainLabel)"#
    private static let interfaceName = #"(?^i:[a-z][a-z0-9_]{1,20}([:\.]\d+)?)"#
    private static let domainNamePattern = PerlPattern(domainName)
    private static let interfacePattern = PerlPattern(interfaceName)

    /// An address, or a name in the domain name system; `0` would be a name, but Perl takes it for false.
    static func isHost(_ value: String) -> Bool {
        PerlText.isTrue(value) && (AddressText.isIP(value) || domainNamePattern.matches(value))
    }

    static func isOne(of words: [String], _ value: String) -> Bool {
        words.contains(String(PerlText.withoutLastLineBreak(value)))
    }

    /// A link-local address may name its interface: `fe80::1%eth0`.
    private static func isIPWithInterface(_ value: String) -> Bool {
        let parts = value.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, value.hasPrefix("fe80:") {
            return AddressText.isIP(String(parts[0])) && interfacePattern.matches(String(parts[1]))
        }
        return AddressText.isIP(value)
    }

    private static let vlanPattern = PerlPattern(#"(\d+)(?:-(\d+))?"#)

    private static func vlanFailure(of value: String) -> String? {
        guard vlanPattern.matches(value) else { return "invalid VLAN configuration '\(value)'" }
        let bounds = PerlText.withoutLastLineBreak(value).split(separator: "-").map { String($0) }
        if let bad = bounds.first(where: { !(2...4094).contains(PerlText.number($0)) }) {
            return "invalid VLAN tag '\(bad)'"
        }
        guard bounds.count == 2, PerlText.number(bounds[0]) >= PerlText.number(bounds[1]) else { return nil }
        return "VLAN range must go from lower to higher tag '\(value)'"
    }
}

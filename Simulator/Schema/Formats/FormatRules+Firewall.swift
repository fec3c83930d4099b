extension FormatRules {
    static let firewall: [String: FormatRule] = [
        "IPorCIDR": .check { value, _ in networkFailure(of: value) },
        "IPorCIDRorAlias": .check { value, _ in alias.matches(value) ? nil : networkFailure(of: value) },
        "pve-fw-conntrack-helper": .check { value, catalog in
            let helpers = PerlText.parts(of: value, at: ",")
            guard helpers.joined(separator: ",") == value else { return "extraneous commas in list" }
            return helpers.first { !catalog.has(word: $0, in: "conntrack-helpers") }.map { unknownHelper($0) }
        },
        "pve-fw-sport-spec": .check { value, catalog in portFailure(of: value, catalog, mayNameMessages: false) },
        "pve-fw-dport-spec": .check { value, catalog in portFailure(of: value, catalog, mayNameMessages: true) },
        "pve-fw-addr-spec": .check { value, _ in addressFailure(of: value) },
        "pve-fw-protocol-spec": .check { value, catalog in
            !PerlText.isTrue(value) || catalog.has(word: value, in: "protocols") ? nil : "unknown protocol '\(value)'"
        },
        "pve-fw-icmp-type-spec": .check { value, catalog in
            value.isEmpty || catalog.has(word: value, in: "icmp-types") ? nil : "invalid icmp-type value '\(value)'"
        },
    ]

    /// The message has no line break, so Perl adds the place where it was made.
    private static func unknownHelper(_ name: String) -> String {
        "unknown helper \(name) at /usr/share/perl5/PVE/Firewall.pm line 1167."
    }

    private static let alias = PerlPattern(#"(dc/|guest/)?(?:[A-Za-z][A-Za-z0-9\-\_]+)"#)
    private static let setReference = PerlPattern(#"\+\S+"#)
    private static let networkPattern = PerlPattern(#"[0-9a-fA-F.:]+(?:/\d+)?"#)
    private static let portRange = PerlPattern("[0-9]+:[0-9]+")
    private static let port = PerlPattern("[0-9]+")

    /// Most characters of an alias or the name of an address set.
    private static let maximumNameLength = 64

    /// An address, with a prefix or without; a prefix longer than the address is refused.
    private static func networkFailure(of value: String) -> String? {
        let parts = PerlText.withoutLastLineBreak(value).split(separator: "/").map { String($0) }
        guard networkPattern.matches(value), let address = parts.first, AddressText.isIP(address) else {
            return "value does not look like a valid IP address or CIDR network"
        }
        // The module that Proxmox asks then counts colons and gives up without a text of its own.
        if address.count(where: { $0 == ":" }) > 7 { return "" }
        let bits = AddressText.isIPv4(address) ? 32 : 128
        guard parts.count == 2, PerlText.number(parts[1]) > Double(bits) else { return nil }
        return "Prefix length \(parts[1]) is longer than IP address (\(bits))"
    }

    /// Ports, ranges of them and names of services, separated by commas.
    private static func portFailure(of value: String, _ catalog: FormatCatalog, mayNameMessages: Bool) -> String? {
        let entries = PerlText.parts(of: value, at: ",")
        guard entries.joined(separator: ",") == value else { return "extraneous commas in list" }
        var count = 0
        var namesMessage = false
        for entry in entries {
            if portRange.matches(entry) || port.matches(entry) {
                let bounds = PerlText.withoutLastLineBreak(entry).split(separator: ":").map { String($0) }
                count += bounds.count
                if let failure = rangeFailure(of: bounds) { return failure }
            } else if mayNameMessages, catalog.has(word: entry, in: "icmp-types") {
                namesMessage = true
            } else if !catalog.has(word: entry, in: "services") {
                return "invalid port '\(entry)'"
            }
        }
        if namesMessage && count > 0 { return "ICMP ports not allowed in port range" }
        return count > 15 ? "too many entries in port list (> 15 numbers)" : nil
    }

    private static func rangeFailure(of bounds: [String]) -> String? {
        if let bad = bounds.first(where: { PerlText.number($0) > 65535 }) { return "invalid port '\(bad)'" }
        guard bounds.count == 2, PerlText.number(bounds[0]) > PerlText.number(bounds[1]) else { return nil }
        return "backwards range '\(bounds[0]):\(bounds[1])' not allowed, did you mean '\(bounds[1]):\(bounds[0])'?"
    }

    /// A set, an alias, a range, or a list of addresses and networks of one version.
    private static func addressFailure(of value: String) -> String? {
        if setReference.matches(value) {
            return value.unicodeScalars.count > maximumNameLength + 1 ? "ipset name too long" : nil
        }
        if alias.matches(value) {
            return value.unicodeScalars.count > maximumNameLength ? "alias name too long" : nil
        }
        let entries = PerlText.parts(of: value, at: ",")
        guard entries.joined(separator: ",") == value else { return "extraneous commas in list" }
        var version: FirewallAddress.Version?
        for entry in entries {
            switch FirewallAddress.read(entry) {
            case .failure(let mistake): return "invalid IP address: \(mistake.text)"
            case .success(let address):
                if let version, version != address.version {
                    return "detected mixed ipv4/ipv6 addresses in address list '\(value)'"
                }
                version = address.version
            }
        }
        let hasRange = entries.contains { $0.contains("-") }
        return hasRange && entries.count > 1 ? "you can't use a range in a list" : nil
    }
}

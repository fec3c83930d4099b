extension Cluster {
    /// What Proxmox checks of a rule beyond the shape of its parameters.
    func check(_ rule: FirewallRule, in list: FirewallRuleList) throws(HostError) {
        let isGuest: Bool
        if case .guest = list.scope { isGuest = true } else { isGuest = false }
        switch rule.type {
        case "in", "out", "forward":
            if rule.type == "forward", isGuest {
                throw .parameter("type", "invalid rule type 'forward' for rule_env 'vm'")
            }
            if rule.type == "forward", rule.action == "REJECT" {
                throw .parameter("action", "cannot define REJECT rules on forward chain")
            }
            if !["ACCEPT", "DROP", "REJECT"].contains(rule.action) {
                throw .parameter("action", "unknown action '\(rule.action)'")
            }
        case "group":
            if case .group = list { throw .parameter("type", "security groups not allowed") }
        default: throw .parameter("type", "unknown rule type '\(rule.type)'")
        }
        if let name = rule["iface"] {
            if case .group = list { throw .parameter("type", "parameter -i not allowed for this rule type") }
            if isGuest, ConfigurationKey.index(of: name, after: "net") == nil {
                throw .parameter("iface", "value does not match the regex pattern 'net\\d+'")
            }
        }
        if let macro = rule["macro"], !FirewallMacro.names.contains(where: { $0.lowercased() == macro.lowercased() }) {
            throw .parameter("macro", "unknown macro '\(macro)'")
        }
        try checkPorts(of: rule)
        let file = try firewallFile(list.scope)
        for key in ["source", "dest"] { try checkAddress(rule[key], key, file) }
    }

    private func checkPorts(of rule: FirewallRule) throws(HostError) {
        let isICMP = ["icmp", "icmpv6", "ipv6-icmp"].contains(rule["proto"])
        for key in ["dport", "sport"] where rule[key] != nil {
            guard let proto = rule["proto"] else {
                throw .parameter("proto", "missing property - '\(key)' requires this property")
            }
            let hasPorts = ["tcp", "udp", "udplite", "sctp", "dccp", "6", "17", "33", "132", "136"].contains(proto)
            if !hasPorts, !(isICMP && key == "dport") {
                throw .parameter(key, "protocol '\(proto)' does not support ports")
            }
        }
        if rule["icmp-type"] != nil {
            if !isICMP { throw .parameter("proto", "missing property - 'icmp-type' requires this property") }
            if rule["dport"] != nil {
                throw .parameter("icmp-type", "'icmp-type' cannot be specified together with 'dport'")
            }
        }
    }

    /// An address may be the name of a set or an alias, of the own file or the data center's.
    private func checkAddress(_ text: String?, _ key: String, _ file: FirewallFile) throws(HostError) {
        guard let text, let first = text.first else { return }
        if first == "+" {
            let name = Self.withoutScope(text.dropFirst())
            let sets = file.sets + datacenter.firewall.sets
            if !sets.contains(where: { $0.name == name }) { throw .parameter(key, "no such ipset '\(name)'") }
        } else if first.isLetter, !text.contains(":"), !text.contains(".") {
            let name = Self.withoutScope(text[...])
            let aliases = file.aliases + datacenter.firewall.aliases
            if !aliases.contains(where: { $0.name.lowercased() == name.lowercased() }) {
                throw .parameter(key, "no such alias '\(text)'")
            }
        }
    }

    private static func withoutScope(_ name: Substring) -> String {
        for scope in ["guest/", "dc/", "sdn/"] where name.hasPrefix(scope) {
            return String(name.dropFirst(scope.count))
        }
        return String(name)
    }
}

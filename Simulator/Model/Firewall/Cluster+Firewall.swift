package import PhoenixModel

/// Whose firewall.
package enum FirewallScope: Hashable, Sendable {
    case datacenter
    case node(NodeName)
    case guest(GuestReference)
}

/// Which of its lists of rules.
package enum FirewallRuleList: Hashable, Sendable {
    case own(FirewallScope)
    /// A security group of the data center.
    case group(String)

    var scope: FirewallScope {
        switch self {
        case .own(let scope): scope
        case .group: .datacenter
        }
    }
}

extension Cluster {
    /// The firewall's file; one that was never written is empty.
    package func firewallFile(_ scope: FirewallScope) throws(HostError) -> FirewallFile {
        switch scope {
        case .datacenter: return datacenter.firewall
        case .node(let name): return try requireOnline(name).firewall
        case .guest(let reference): return guest(at: reference)?.firewallFile ?? FirewallFile()
        }
    }

    /// Writes a firewall's file; an empty one is removed.
    mutating func write(_ file: FirewallFile, _ scope: FirewallScope) throws(HostError) {
        try requireQuorum()
        switch scope {
        case .datacenter: datacenter.firewall = file
        case .node(let name): nodes[name]?.firewall = file
        case .guest(let reference):
            let guest = try locate(reference)
            guests[guest.id]?.firewallFile = file.isEmpty ? nil : file
        }
    }

    /// Changes a firewall's options.
    package mutating func updateFirewallOptions(
        _ scope: FirewallScope, setting values: [String: String], deleting deletions: [String], digest: String?
    ) throws(HostError) {
        var file = try firewallFile(scope)
        if let digest, digest != file.optionsDigest { throw HostError(.conflict, ConfigurationDigest.changedText) }
        for key in deletions { file.options[key] = nil }
        for (key, value) in values { file.options[key] = value }
        try write(file, scope)
    }

    /// A list of rules.
    package func firewallRules(_ list: FirewallRuleList) throws(HostError) -> [FirewallRule] {
        switch list {
        case .own(let scope): return try firewallFile(scope).rules
        case .group(let name):
            guard let group = datacenter.firewall.groups.first(where: { $0.name == name }) else {
                throw HostError(.missing, "no such security group '\(name)'")
            }
            return group.rules
        }
    }

    /// One rule by its place.
    package func firewallRule(_ list: FirewallRuleList, at position: Int) throws(HostError) -> FirewallRule {
        let rules = try firewallRules(list)
        guard rules.indices.contains(position) else { throw Self.noRule(at: position) }
        return rules[position]
    }

    /// Puts a new rule before all others.
    package mutating func addFirewallRule(_ rule: FirewallRule, to list: FirewallRuleList) throws(HostError) {
        let rules = try firewallRules(list)
        try check(rule, in: list)
        try write([rule] + rules, list)
    }

    /// Changes a rule; an empty value takes its property away.
    package mutating func updateFirewallRule(
        _ list: FirewallRuleList, at position: Int, setting values: [String: String], deleting deletions: [String],
        digest: String?
    ) throws(HostError) {
        var rules = try firewallRules(list)
        try Self.requireUnchanged(rules, since: digest)
        guard rules.indices.contains(position) else { throw Self.noRule(at: position) }
        for (key, value) in values { rules[position].set(key, value) }
        for key in deletions {
            guard FirewallRule.propertyKeys.contains(key) else {
                throw .parameter("delete", "no such property ('\(key)')")
            }
            if key == "type" || key == "action" {
                throw .parameter("delete", "unable to delete required property '\(key)'")
            }
            rules[position].set(key, "")
        }
        try check(rules[position], in: list)
        try write(rules, list)
    }

    /// Moves a rule to stand before the one that is at `target` now.
    package mutating func moveFirewallRule(
        _ list: FirewallRuleList, from position: Int, to target: Int, digest: String?
    ) throws(HostError) {
        let rules = try firewallRules(list)
        try Self.requireUnchanged(rules, since: digest)
        guard rules.indices.contains(position) else { throw Self.noRule(at: position) }
        var moved: [FirewallRule] = []
        for (index, rule) in rules.enumerated() where index != position {
            if index == target { moved.append(rules[position]) }
            moved.append(rule)
        }
        if target >= rules.count { moved.append(rules[position]) }
        // A target that is the rule's own place was told apart before.
        try write(moved.count == rules.count ? moved : rules, list)
    }

    /// Removes a rule.
    package mutating func removeFirewallRule(
        _ list: FirewallRuleList, at position: Int, digest: String?
    ) throws(HostError) {
        var rules = try firewallRules(list)
        try Self.requireUnchanged(rules, since: digest)
        guard rules.indices.contains(position) else { throw Self.noRule(at: position) }
        rules.remove(at: position)
        try write(rules, list)
    }

    private mutating func write(_ rules: [FirewallRule], _ list: FirewallRuleList) throws(HostError) {
        var file = try firewallFile(list.scope)
        switch list {
        case .own: file.rules = rules
        case .group(let name):
            guard let index = file.groups.firstIndex(where: { $0.name == name }) else { return }
            file.groups[index].rules = rules
        }
        try write(file, list.scope)
    }

    private static func noRule(at position: Int) -> HostError {
        HostError(.missing, "no rule at position \(position)")
    }

    private static func requireUnchanged(_ rules: [FirewallRule], since digest: String?) throws(HostError) {
        guard let digest, digest != FirewallRule.digest(of: rules) else { return }
        throw HostError(.conflict, ConfigurationDigest.changedText)
    }
}

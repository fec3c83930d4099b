package import PhoenixModel

extension FirewallFile {
    /// The switch and the rules in force as the in-process door knows them.
    ///
    /// What a rule says beyond those words (a macro, a group, an interface) stands in its comment's place, so that it
    /// differs from every rule without it.
    package var inForce: FirewallRules {
        FirewallRules(
            isEnabled: options["enable"].map { $0 != "0" } ?? false,
            rules: rules.filter(\.isEnabled).map(\.inForce))
    }

    /// The file with these rules and this switch, and all else as it was.
    func replacing(_ rules: FirewallRules) -> FirewallFile {
        guard rules != inForce else { return self }
        var file = self
        file.options["enable"] = rules.isEnabled ? "1" : "0"
        file.rules = rules.rules.map(FirewallRule.init)
        return file
    }
}

extension FirewallRule {
    fileprivate init(_ rule: FirewallRules.Rule) {
        self.init(type: rule.direction.rawValue, action: rule.action.rawValue)
        self["proto"] = rule.protocol
        self["dport"] = rule.ports
        self["source"] = rule.source
        self["dest"] = rule.destination
        self["comment"] = rule.comment
    }

    fileprivate var inForce: FirewallRules.Rule {
        let isPlain = self["macro"] == nil && self["iface"] == nil && self["sport"] == nil && self["icmp-type"] == nil
        let direction = FirewallRules.Rule.Direction(rawValue: type)
        let verdict = FirewallRules.Rule.Action(rawValue: action)
        return FirewallRules.Rule(
            direction: direction ?? .in, action: verdict ?? .ACCEPT, protocol: self["proto"], ports: self["dport"],
            source: self["source"], destination: self["dest"],
            comment: isPlain && direction != nil && verdict != nil ? self["comment"] : text)
    }
}

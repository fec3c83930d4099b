extension FirewallRule {
    /// Every property a rule can have, by the API's names.
    static let propertyKeys: Set<String> = [
        "type", "action", "enable", "macro", "iface", "source", "dest", "proto", "dport", "sport", "log",
        "icmp-type", "comment", "pos", "digest",
    ]

    /// Sets one property by the API's name; an empty value or a dash takes it away.
    mutating func set(_ key: String, _ value: String) {
        switch key {
        case "type": type = value
        case "action": action = value
        case "enable": isEnabled = value != "0" && !value.isEmpty
        default: self[key] = value.isEmpty || value == "-" ? nil : value
        }
    }

    /// The properties that answers show, ascending by name.
    package var shown: [(key: String, value: String)] {
        var all = properties
        all["type"] = type
        all["action"] = action
        all["enable"] = isEnabled ? "1" : "0"
        return all.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// 4 or 6 if a rule's addresses say so.
    package var addressVersion: Int? {
        let addresses = [properties["source"], properties["dest"]].compactMap { $0 }
        if properties["proto"] == "icmp" { return 4 }
        if properties["proto"] == "icmpv6" || properties["proto"] == "ipv6-icmp" { return 6 }
        if addresses.contains(where: { $0.contains(":") }) { return 6 }
        return addresses.contains { $0.first?.isNumber == true } ? 4 : nil
    }

    /// One digest for a whole list.
    package static func digest(of rules: [FirewallRule]) -> String {
        ConfigurationDigest.of(rules.map { rule in rule.shown.map { "\($0.key):\($0.value)\n" }.joined() }.joined())
    }
}

extension FirewallFile {
    /// The digest that belongs to the options alone.
    package var optionsDigest: String {
        ConfigurationDigest.of(options.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)\n" }.joined())
    }

    /// The digest that belongs to the aliases.
    package var aliasesDigest: String {
        ConfigurationDigest.of(aliases.map { "\($0.name) \($0.network) \($0.comment ?? "")\n" }.joined())
    }

    /// The digest that belongs to the sets' names.
    package var setsDigest: String {
        ConfigurationDigest.of(sets.map { "\($0.name) \($0.comment ?? "")\n" }.joined())
    }

    /// The digest that belongs to the groups' names.
    package var groupsDigest: String {
        ConfigurationDigest.of(groups.map { "\($0.name) \($0.comment ?? "")\n" }.joined())
    }
}

extension FirewallFile.AddressSet {
    /// The digest that belongs to the members.
    package var digest: String {
        ConfigurationDigest.of(members.map { "\($0.network) \($0.isExcluded) \($0.comment ?? "")\n" }.joined())
    }
}

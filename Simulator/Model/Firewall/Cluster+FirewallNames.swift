extension Cluster {
    /// Adds a name for an address.
    package mutating func addAlias(
        _ name: String, network: String, comment: String?, to scope: FirewallScope
    ) throws(HostError) {
        var file = try firewallFile(scope)
        if file.alias(name) != nil { throw .parameter("name", "alias '\(name)' already exists") }
        file.aliases.append(FirewallFile.Alias(name: name, network: network, comment: comment))
        file.sortAliases()
        try write(file, scope)
    }

    /// One alias.
    package func alias(_ name: String, _ scope: FirewallScope) throws(HostError) -> FirewallFile.Alias {
        let file = try firewallFile(scope)
        guard let index = file.alias(name) else { throw .parameter("name", "no such alias") }
        return file.aliases[index]
    }

    /// Changes an alias, or gives it another name.
    package mutating func updateAlias(
        _ name: String, network: String, comment: String?, renaming newName: String?, digest: String?,
        _ scope: FirewallScope
    ) throws(HostError) {
        var file = try firewallFile(scope)
        if let digest, digest != file.aliasesDigest { throw HostError(.conflict, ConfigurationDigest.changedText) }
        guard let index = file.alias(name) else { throw .parameter("name", "no such alias") }
        file.aliases[index].network = network
        if let comment { file.aliases[index].comment = comment }
        if let newName, newName.lowercased() != name.lowercased() {
            if file.alias(newName) != nil { throw .parameter("name", "alias '\(newName)' already exists") }
            file.aliases[index].name = newName
        }
        file.sortAliases()
        try write(file, scope)
    }

    /// Removes an alias; one that is not there is no error.
    package mutating func removeAlias(_ name: String, digest: String?, _ scope: FirewallScope) throws(HostError) {
        var file = try firewallFile(scope)
        if let digest, digest != file.aliasesDigest { throw HostError(.conflict, ConfigurationDigest.changedText) }
        file.aliases.removeAll { $0.name.lowercased() == name.lowercased() }
        try write(file, scope)
    }

    /// Adds a set, or gives one another name or comment.
    package mutating func addAddressSet(
        _ name: String, comment: String?, renaming oldName: String?, digest: String?, _ scope: FirewallScope
    ) throws(HostError) {
        var file = try firewallFile(scope)
        if let digest, digest != file.setsDigest { throw HostError(.conflict, ConfigurationDigest.changedText) }
        if let oldName {
            guard let index = file.set(oldName) else {
                throw .parameter("name", "IPSet '\(oldName)' does not exist")
            }
            if oldName != name, file.set(name) != nil {
                throw .parameter("name", "IPSet '\(name)' does already exist")
            }
            file.sets[index].name = name
            if let comment { file.sets[index].comment = comment }
        } else {
            if file.set(name) != nil { throw .parameter("name", "IPSet '\(name)' already exists") }
            file.sets.append(FirewallFile.AddressSet(name: name, comment: comment, members: []))
        }
        file.sets.sort { $0.name < $1.name }
        try write(file, scope)
    }

    /// One set.
    package func addressSet(_ name: String, _ scope: FirewallScope) throws(HostError) -> FirewallFile.AddressSet {
        let file = try firewallFile(scope)
        guard let index = file.set(name) else { throw HostError(.missing, "no such IPSet '\(name)'") }
        return file.sets[index]
    }

    /// Removes a set; one with members only by force.
    package mutating func removeAddressSet(_ name: String, byForce: Bool, _ scope: FirewallScope) throws(HostError) {
        var file = try firewallFile(scope)
        guard let index = file.set(name) else { throw HostError(.missing, "no such IPSet '\(name)'") }
        if !file.sets[index].members.isEmpty, !byForce { throw HostError(.refused, "IPSet '\(name)' is not empty") }
        file.sets.remove(at: index)
        try write(file, scope)
    }

    /// Adds an address to a set.
    package mutating func addMember(
        _ network: String, of name: String, isExcluded: Bool, comment: String?, _ scope: FirewallScope
    ) throws(HostError) {
        var file = try firewallFile(scope)
        guard let index = file.set(name) else { throw HostError(.missing, "no such IPSet '\(name)'") }
        if file.sets[index].members.contains(where: { $0.network == network }) {
            throw .parameter("cidr", "address '\(network)' already exists")
        }
        if network.hasSuffix("/0") { throw .parameter("cidr", "a zero prefix is not allowed in ipset entries") }
        file.sets[index].members.append(
            FirewallFile.AddressSet.Member(network: network, isExcluded: isExcluded, comment: comment))
        file.sets[index].members.sort { $0.network < $1.network }
        try write(file, scope)
    }

    /// One address of a set.
    package func member(
        _ network: String, of name: String, _ scope: FirewallScope
    ) throws(HostError) -> FirewallFile.AddressSet.Member {
        guard let member = try addressSet(name, scope).members.first(where: { $0.network == network }) else {
            throw .parameter("cidr", "no such IP/Network")
        }
        return member
    }

    /// Changes an address of a set.
    package mutating func updateMember(
        _ network: String, of name: String, isExcluded: Bool?, comment: String?, digest: String?,
        _ scope: FirewallScope
    ) throws(HostError) {
        var set = try addressSet(name, scope)
        if let digest, digest != set.digest { throw HostError(.conflict, ConfigurationDigest.changedText) }
        guard let index = set.members.firstIndex(where: { $0.network == network }) else {
            throw .parameter("cidr", "no such IP/Network")
        }
        if let isExcluded { set.members[index].isExcluded = isExcluded }
        if let comment { set.members[index].comment = comment }
        try write(set, scope)
    }

    /// Takes an address out of a set; one that is not there is no error.
    package mutating func removeMember(
        _ network: String, of name: String, digest: String?, _ scope: FirewallScope
    ) throws(HostError) {
        var set = try addressSet(name, scope)
        if let digest, digest != set.digest { throw HostError(.conflict, ConfigurationDigest.changedText) }
        set.members.removeAll { $0.network == network }
        try write(set, scope)
    }

    private mutating func write(_ set: FirewallFile.AddressSet, _ scope: FirewallScope) throws(HostError) {
        var file = try firewallFile(scope)
        guard let index = file.set(set.name) else { return }
        file.sets[index] = set
        try write(file, scope)
    }

    /// Adds a security group, or gives one another name or comment.
    package mutating func addFirewallGroup(
        _ name: String, comment: String?, renaming oldName: String?, digest: String?
    ) throws(HostError) {
        var file = datacenter.firewall
        if let digest, digest != file.groupsDigest { throw HostError(.conflict, ConfigurationDigest.changedText) }
        let taken = file.groups.contains { $0.name == name }
        if let oldName {
            guard let index = file.groups.firstIndex(where: { $0.name == oldName }) else {
                throw .parameter("group", "Security group '\(oldName)' does not exist")
            }
            if taken, oldName != name { throw .parameter("group", "Security group '\(name)' does already exist") }
            file.groups[index].name = name
            if let comment { file.groups[index].comment = comment }
        } else {
            if taken { throw .parameter("group", "Security group '\(name)' already exists") }
            file.groups.append(FirewallFile.Group(name: name, comment: comment, rules: []))
        }
        file.groups.sort { $0.name < $1.name }
        try write(file, .datacenter)
    }

    /// Removes a security group without rules.
    package mutating func removeFirewallGroup(_ name: String) throws(HostError) {
        var file = datacenter.firewall
        guard let index = file.groups.firstIndex(where: { $0.name == name }) else {
            throw HostError(.missing, "no such security group '\(name)'")
        }
        if !file.groups[index].rules.isEmpty { throw HostError(.refused, "Security group '\(name)' is not empty") }
        file.groups.remove(at: index)
        try write(file, .datacenter)
    }
}

extension FirewallFile {
    fileprivate func alias(_ name: String) -> Int? { aliases.firstIndex { $0.name.lowercased() == name.lowercased() } }

    fileprivate func set(_ name: String) -> Int? { sets.firstIndex { $0.name == name } }

    fileprivate mutating func sortAliases() { aliases.sort { $0.name.lowercased() < $1.name.lowercased() } }
}

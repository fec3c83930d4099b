package import PhoenixModel

extension Cluster {
    /// Whether the manager acts on a guest's power; a resource that is ignored is left alone.
    package func isManaged(_ guest: Guest) -> Bool { isManaged(guest.id, guest.kind) }

    /// The same by number.
    package func isManaged(_ id: GuestID, _ kind: GuestKind) -> Bool {
        guard let section = datacenter.highAvailability[HighAvailability.identifier(of: id, kind)] else { return false }
        return HighAvailability.request(of: section) != "ignored"
    }

    /// Reads a service id as clients write it: `ct:100`, or the number of a guest that exists.
    package func serviceIdentifier(_ text: String) throws(HostError) -> String {
        if let number = Int(text) {
            guard let guest = GuestID(number).flatMap({ guests[$0] }) else {
                throw HostError(.missing, "unable to detect SID from VMID - VM/CT \(text) does not exist")
            }
            return HighAvailability.identifier(of: guest.id, guest.kind)
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw HostError(.failed, "unable to parse service id '\(text)'")
        }
        return text
    }

    /// Puts a guest under the manager's care.
    package mutating func addResource(
        _ text: String, type: String? = nil, properties: [String: String]
    ) throws(HostError) {
        try requireQuorum()
        let identifier = try serviceIdentifier(text)
        let parts = identifier.split(separator: ":").map(String.init)
        if let type, type != parts[0] { throw HostError(.failed, "types does not match") }
        guard let id = Int(parts[1]).flatMap(GuestID.init), let guest = guests[id],
            identifier == HighAvailability.identifier(of: id, guest.kind)
        else {
            throw HostError(.missing, "resource '\(identifier)' does not exist in cluster")
        }
        if datacenter.highAvailability[identifier] != nil {
            throw HostError(.exists, "create resource failed: resource ID '\(identifier)' already defined")
        }
        datacenter.highAvailability[identifier] = SectionFile.Section(type: parts[0], name: parts[1], properties)
        scheduleRound()
    }

    /// Changes how a guest is cared for.
    package mutating func updateResource(
        _ text: String, setting properties: [String: String], deleting deletions: [String] = [],
        digest: String? = nil
    ) throws(HostError) {
        try requireQuorum()
        let identifier = try serviceIdentifier(text)
        try requireNoError(of: identifier, wanting: properties["state"])
        try datacenter.highAvailability.resources.requireUnchanged(since: digest)
        guard var section = datacenter.highAvailability[identifier] else {
            throw HostError(.missing, "no such resource '\(identifier)'")
        }
        for key in deletions { section[key] = nil }
        for (key, value) in properties { section[key] = value }
        datacenter.highAvailability[identifier] = section
        if properties["state"] == "disabled" { datacenter.highAvailability.services[identifier]?.failedStarts = 0 }
        scheduleRound()
    }

    /// Takes a guest out of the manager's care; it goes on as it is. Its rules forget it if `purges`.
    package mutating func removeResource(_ text: String, purges: Bool = true) throws(HostError) {
        try requireQuorum()
        let identifier = try serviceIdentifier(text)
        guard datacenter.highAvailability[identifier] != nil else {
            throw HostError(.missing, "cannot delete service '\(identifier)', not HA managed!")
        }
        if purges {
            forgetResource(identifier)
        } else {
            datacenter.highAvailability[identifier] = nil
            datacenter.highAvailability.services[identifier] = nil
        }
    }

    /// Takes a resource out of the manager's care and of every rule.
    mutating func forgetResource(_ identifier: String) {
        datacenter.highAvailability[identifier] = nil
        datacenter.highAvailability.services[identifier] = nil
        removeFromRules(identifier)
    }

    /// One resource's section.
    package func resource(_ text: String) throws(HostError) -> SectionFile.Section {
        let identifier = try serviceIdentifier(text)
        guard let section = datacenter.highAvailability[identifier] else {
            throw HostError(.missing, "no such resource '\(identifier)'")
        }
        return section
    }

    /// Asks the manager to bring a resource to another node; a relocation stops it first.
    package mutating func moveResource(
        _ text: String, to node: NodeName, relocates: Bool
    ) throws(HostError) {
        let identifier = try serviceIdentifier(text)
        guard let section = datacenter.highAvailability[identifier], HighAvailability.request(of: section) != "ignored"
        else { throw HostError(.missing, "resource '\(identifier)' is not HA managed") }
        try requireNoError(of: identifier, wanting: nil)
        try requireQuorum()
        datacenter.highAvailability.commands.append(
            relocates ? .relocate(identifier, to: node) : .migrate(identifier, to: node))
        scheduleRound()
    }

    private func requireNoError(of identifier: String, wanting state: String?) throws(HostError) {
        guard datacenter.highAvailability.services[identifier]?.state == .error, state != "disabled" else { return }
        throw HostError(.failed, "service '\(identifier)' in error state, must be disabled and fixed first")
    }

    private mutating func removeFromRules(_ identifier: String) {
        for rule in datacenter.highAvailability.rules.sections {
            let members = ConfigurationText.list(rule["resources"] ?? "")
            guard members.contains(identifier) else { continue }
            let rest = members.filter { $0 != identifier }
            var section = rule
            section["resources"] = rest.joined(separator: ",")
            datacenter.highAvailability.rules[rule.name] = rest.isEmpty ? nil : section
        }
    }
}

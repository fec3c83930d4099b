import PhoenixModel

extension Cluster {
    /// Adds a rule that says where resources belong, or which belong together.
    package mutating func addRule(_ name: String, type: String, properties: [String: String]) throws(HostError) {
        try requireQuorum()
        let required = type == "node-affinity" ? ["nodes", "resources"] : ["affinity", "resources"]
        for key in required where properties[key] == nil {
            throw HostError(.failed, "missing value for required option '\(key)'")
        }
        let prefix = "create ha rule failed: "
        if datacenter.highAvailability.rules[name] != nil {
            throw HostError(.exists, "\(prefix)HA rule '\(name)' already defined")
        }
        try requireMembers(of: properties, prefix)
        datacenter.highAvailability.rules[name] = SectionFile.Section(type: type, name: name, Self.tidied(properties))
    }

    /// Changes a rule.
    package mutating func updateRule(
        _ name: String, setting properties: [String: String], deleting deletions: [String], digest: String?
    ) throws(HostError) {
        try requireQuorum()
        let prefix = "update HA rules failed: "
        if let digest, digest != datacenter.highAvailability.rules.digest {
            throw HostError(.conflict, prefix + ConfigurationDigest.changedText)
        }
        guard var section = datacenter.highAvailability.rules[name] else {
            throw HostError(.missing, "\(prefix)HA rule '\(name)' does not exist")
        }
        try requireMembers(of: properties, prefix)
        let required = section.type == "node-affinity" ? ["nodes", "resources"] : ["affinity", "resources"]
        for key in deletions {
            if required.contains(key) { throw HostError(.failed, "\(prefix)unable to delete required option '\(key)'") }
            section[key] = nil
        }
        for (key, value) in Self.tidied(properties) { section[key] = value }
        datacenter.highAvailability.rules[name] = section
    }

    /// Removes a rule; one that is not there is no error.
    package mutating func removeRule(_ name: String) throws(HostError) {
        try requireQuorum()
        datacenter.highAvailability.rules[name] = nil
    }

    /// One rule.
    package func rule(_ name: String) throws(HostError) -> SectionFile.Section {
        guard let section = datacenter.highAvailability.rules[name] else {
            throw HostError(.missing, "no such ha rule '\(name)'")
        }
        return section
    }

    private func requireMembers(of properties: [String: String], _ prefix: String) throws(HostError) {
        let resources = ConfigurationText.list(properties["resources"] ?? "")
        let unmanaged = resources.filter { datacenter.highAvailability[$0] == nil }
        if !unmanaged.isEmpty {
            throw HostError(
                .missing, "\(prefix)cannot use unmanaged resource(s) \(unmanaged.joined(separator: ", ")).")
        }
        let named = ConfigurationText.list(properties["nodes"] ?? "").map { entry in
            entry.split(separator: ":").first.map(String.init) ?? entry
        }
        let unknown = named.filter { nodes[NodeName($0)] == nil }
        if !unknown.isEmpty {
            throw HostError(.missing, "\(prefix)cannot use non-existent node(s) \(unknown.joined(separator: ", ")).")
        }
    }

    /// A switch that is off is not written.
    private static func tidied(_ properties: [String: String]) -> [String: String] {
        properties.filter { $0.key != "disable" || ConfigurationText.isTrue($0.value) }
    }
}

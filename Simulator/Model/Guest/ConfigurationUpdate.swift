package import PhoenixModel

/// A `PUT` or `POST …/config` in Proxmox's own words, as the schema let it through.
package struct ConfigurationUpdate: Hashable, Sendable {
    /// New values; disks may be `STORAGE:GIBIBYTES` to be made, or carry `import-from`.
    package var values: [String: String]
    /// In the order in which they were given.
    package var deletions: [String]
    /// Pending changes to be forgotten, in the order in which they were given.
    package var reverts: [String]
    /// The digest that the file must still have; nil for any.
    package var digest: String?
    /// Whether deleted disks of machines go for good instead of staying unused.
    package var force: Bool
    /// Whether a machine's lock is passed by.
    package var skipsLock: Bool
    /// Where disks are unpacked that are imported from archives.
    package var importStorage: StorageName?

    package init(
        values: [String: String] = [:], deletions: [String] = [], reverts: [String] = [], digest: String? = nil,
        force: Bool = false, skipsLock: Bool = false, importStorage: StorageName? = nil
    ) {
        self.values = values
        self.deletions = deletions
        self.reverts = reverts
        self.digest = digest
        self.force = force
        self.skipsLock = skipsLock
        self.importStorage = importStorage
    }

    package var isEmpty: Bool { values.isEmpty && deletions.isEmpty && reverts.isEmpty }

    /// Every key exists, and none is asked for in two ways.
    func requireConsistent(for kind: GuestKind) throws(HostError) {
        for key in reverts {
            guard ConfigurationType.of(key, kind: kind) != nil else {
                throw .parameter("revert", "unknown option '\(key)'")
            }
            // Machines are told so under the other name.
            guard values[key] == nil else {
                throw kind == .container
                    ? .parameter("revert", "you can't use '-\(key)' and '-revert \(key)' at the same time")
                    : .parameter("delete", "you can't use '-\(key)' and -revert \(key)' at the same time")
            }
        }
        for key in deletions {
            if kind == .container { try requireKnown(key, kind) }
            guard values[key] == nil else {
                throw .parameter("delete", "you can't use '-\(key)' and -delete \(key)' at the same time")
            }
            guard !reverts.contains(key) else {
                throw kind == .container
                    ? .parameter("delete", "you can't use '-delete \(key)' and '-revert \(key)' at the same time")
                    : .parameter("revert", "you can't use '-delete \(key)' and -revert \(key)' at the same time")
            }
            try requireKnown(key, kind)
        }
    }

    private func requireKnown(_ key: String, _ kind: GuestKind) throws(HostError) {
        guard ConfigurationType.of(key, kind: kind) != nil else {
            throw .parameter("delete", "unknown option '\(key)'")
        }
    }

    /// The first line of the task's log: `update VM 311: -cores 2`.
    package func logLine(for id: GuestID) -> String {
        var parameters = values
        if parameters["cipassword"] != nil { parameters["cipassword"] = "<hidden>" }
        if !deletions.isEmpty { parameters["delete"] = deletions.joined(separator: ",") }
        if !reverts.isEmpty { parameters["revert"] = reverts.joined(separator: ",") }
        if force { parameters["force"] = "1" }
        if skipsLock { parameters["skiplock"] = "1" }
        let words = parameters.sorted { $0.key < $1.key }.map { "-\($0.key) \($0.value)" }
        return "update VM \(id): " + words.joined(separator: " ")
    }
}

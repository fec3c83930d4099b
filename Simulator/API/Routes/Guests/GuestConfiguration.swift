import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess
import ProxmoxSchema

/// `…/config` and `…/pending` of containers and machines.
enum GuestConfiguration {
    /// What is in force with what waits put over it, or with `current` only the former, or a snapshot's.
    static func read(_ reference: GuestReference, _ call: Call, in cluster: inout Cluster) throws(Refusal) -> Output {
        let guest = try cluster.perform { cluster throws(HostError) in try cluster.locate(reference) }
        let snapshot = call.text("snapshot")
        if snapshot != nil, call.isOn("current") {
            throw .parameters([
                "snapshot": "cannot use 'snapshot' parameter with 'current'",
                "current": "cannot use 'snapshot' parameter with 'current'",
            ])
        }
        let usual: GuestFile.View = call.isOn("current") ? .current : .merged
        let view = snapshot.map { .snapshot(SnapshotName($0)) } ?? usual
        let values = try cluster.perform { _ throws(HostError) in try guest.file.values(of: view) }
        let showsEnvironment = call.rights.holds(.vmConfigOptions, on: "/vms/\(guest.id)")
        let shown = values.filter { $0.key != "env" || showsEnvironment }
        return Output(.object(shown.map { .init($0.key, $0.value.json) }))
    }

    static func pending(_ reference: GuestReference, in cluster: inout Cluster) throws(Refusal) -> Output {
        let guest = try cluster.perform { cluster throws(HostError) in try cluster.locate(reference) }
        return Output(.array(guest.file.pendingRows.map(\.json)))
    }

    /// Changes the configuration, at once or with the next start.
    static func update(_ reference: GuestReference, _ call: Call, in cluster: inout Cluster) throws(Refusal) {
        let change = update(of: call)
        let requester = call.requester(for: reference)
        _ = try cluster.perform { cluster throws(HostError) in
            try cluster.update(reference, change, by: requester)
        }
    }

    /// The request as a change: whatever is no instruction is a setting.
    static func update(of call: Call) -> ConfigurationUpdate {
        var values: [String: String] = [:]
        for key in call.parameters.values.keys where !instructions.contains(key) { values[key] = call.text(key) }
        return ConfigurationUpdate(
            values: values, deletions: call.names("delete"), reverts: call.names("revert"), digest: call.text("digest"),
            force: call.isOn("force"), skipsLock: call.isOn("skiplock"),
            importStorage: call.text("import-working-storage").map { StorageName($0) })
    }

    private static let instructions: Set<String> = [
        "node", "vmid", "delete", "revert", "digest", "force", "skiplock", "background_delay",
        "import-working-storage", "skip_cloud_init",
    ]
}

extension ConfigurationValue {
    /// As the API answers it.
    var json: JSONText {
        switch self {
        case .number(let number): .integer(number)
        case .text(let text): .string(text)
        case .pairs(let lines): .array(lines.map { [.string($0.key), .string($0.value)] })
        }
    }
}

extension PendingRow {
    var json: JSONText {
        var members = [JSONText.Member("key", .string(key))]
        if let value { members.append(.init("value", value.json)) }
        if let pending { members.append(.init("pending", pending.json)) }
        if let deletion { members.append(.init("delete", .integer(deletion.rawValue))) }
        return .object(members)
    }
}

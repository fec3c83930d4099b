import JSONSchema
import PhoenixModel
import PhoenixSimulator

/// `…/snapshot` of containers and machines, which differ only in what a snapshot's description looks like.
struct SnapshotRoutes: Sendable {
    let kind: GuestKind
    let base: String

    var routes: Routes {
        [
            .get("\(base)/snapshot"): list,
            .post("\(base)/snapshot"): take,
            .get("\(base)/snapshot/{snapname}"): { _, _ throws(Refusal) in .commands(["rollback", "config"]) },
            .delete("\(base)/snapshot/{snapname}"): remove,
            .get("\(base)/snapshot/{snapname}/config"): read,
            .put("\(base)/snapshot/{snapname}/config"): describe,
            .post("\(base)/snapshot/{snapname}/rollback"): rollback,
        ]
    }

    /// Every snapshot, oldest first, and last the guest as it is now.
    private func list(_ cluster: inout Cluster, _ call: Call) throws(Refusal) -> Output {
        let guest = try guest(of: call, in: &cluster)
        var rows = guest.file.snapshotsByAge.map { row(of: $0, in: guest) }
        var current: [JSONText.Member] = [
            .init("name", "current"), .init("description", "You are here!"),
            .init("digest", .string(guest.file.digest)), .init("running", .integer(guest.running == nil ? 0 : 1)),
        ]
        if let parent = guest.file.current["parent"] { current.append(.init("parent", .string(parent))) }
        rows.append(.object(current))
        return Output(.array(rows))
    }

    private func row(of name: SnapshotName, in guest: Guest) -> JSONText {
        let section = guest.file.snapshots[name] ?? GuestSection()
        var members: [JSONText.Member] = [
            .init("name", .string(name.text)),
            .init("description", guest.file.values(of: section)["description"]?.json ?? ""),
            .init("snaptime", .integer(section["snaptime"].flatMap(Int.init) ?? 0)),
        ]
        if kind == .machine { members.append(.init("vmstate", .integer(section["vmstate"] == nil ? 0 : 1))) }
        if let parent = section["parent"] { members.append(.init("parent", .string(parent))) }
        return .object(members)
    }

    private func take(_ cluster: inout Cluster, _ call: Call) throws(Refusal) -> Output {
        let reference = try call.guest(kind)
        return try cluster.task { cluster throws(HostError) in
            try cluster.snapshot(reference, snapshotName(of: call), description: call.text("description"))
        }
    }

    private func remove(_ cluster: inout Cluster, _ call: Call) throws(Refusal) -> Output {
        let reference = try call.guest(kind)
        return try cluster.task { cluster throws(HostError) in
            try cluster.deleteSnapshot(reference, snapshotName(of: call))
        }
    }

    private func rollback(_ cluster: inout Cluster, _ call: Call) throws(Refusal) -> Output {
        let reference = try call.guest(kind)
        return try cluster.task { cluster throws(HostError) in
            try cluster.rollback(reference, to: snapshotName(of: call), starts: call.isOn("start"))
        }
    }

    private func read(_ cluster: inout Cluster, _ call: Call) throws(Refusal) -> Output {
        let guest = try guest(of: call, in: &cluster)
        guard let section = guest.file.snapshots[snapshotName(of: call)] else {
            throw .failed("snapshot '\(snapshotName(of: call))' does not exist")
        }
        let values = guest.file.values(of: section).sorted { $0.key < $1.key }
        return Output(.object(values.map { .init($0.key, $0.value.json) }))
    }

    private func describe(_ cluster: inout Cluster, _ call: Call) throws(Refusal) -> Output {
        let reference = try call.guest(kind)
        try cluster.perform { cluster throws(HostError) in
            try cluster.describeSnapshot(reference, snapshotName(of: call), call.text("description"))
        }
        return .nothing
    }

    private func snapshotName(of call: Call) -> SnapshotName { SnapshotName(call.text("snapname") ?? "") }

    private func guest(of call: Call, in cluster: inout Cluster) throws(Refusal) -> Guest {
        let reference = try call.guest(kind)
        return try cluster.perform { cluster throws(HostError) in try cluster.locate(reference) }
    }
}

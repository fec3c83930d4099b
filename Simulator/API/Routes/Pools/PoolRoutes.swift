import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess

/// `/pools`, with the pool in the query and, for pools at the top, in the path.
enum PoolRoutes {
    static let routes: Routes = [
        .get("/pools"): list,
        .post("/pools"): create,
        .put("/pools"): update,
        .delete("/pools"): delete,
        .get("/pools/{poolid}"): read,
        .put("/pools/{poolid}"): update,
        .delete("/pools/{poolid}"): delete,
    ]

    private static let list: Route = { cluster, call throws(Refusal) in
        if let name = call.text("poolid") { return Output([try pool(name, cluster, call).text("poolid", name)]) }
        let names = cluster.access.pools.names.filter { call.rights.holds(.poolAudit, on: "/pool/\($0)") }
        return Output(
            names.map { name in Row().text("poolid", name).text("comment", comment(of: name, cluster)) })
    }

    private static let read: Route = { cluster, call throws(Refusal) in
        let name = call.text("poolid") ?? ""
        return Output(try pool(name, cluster, call).text("poolid", name))
    }

    private static func comment(of name: String, _ cluster: Cluster) -> String? {
        cluster.access.pools[name].flatMap { $0.comment.isEmpty ? nil : $0.comment }
    }

    private static func pool(_ name: String, _ cluster: Cluster, _ call: Call) throws(Refusal) -> Row {
        guard let pool = cluster.access.pools[name] else { throw .failed("pool '\(name)' does not exist") }
        let type = call.text("type")
        let guests = pool.guests.sorted().compactMap { GuestID($0) }.compactMap { cluster.guests[$0] }.map {
            GuestRow.row(of: $0, cluster, call.profile)
        }
        let storages = pool.storages.sorted().compactMap { cluster.storages[StorageName($0)] }.compactMap { storage in
            let places = storage.nodes ?? cluster.nodesByName.map(\.name)
            let place = places.contains(call.localNode) ? call.localNode : places.first
            return place.flatMap { cluster.nodes[$0] }.map { StorageRow.resource(storage, on: $0) }
        }
        let members = (guests + storages).map(\.json).filter { member in
            type == nil || member.text("type") == type
        }
        return Row().text("comment", comment(of: name, cluster)).with("members", .array(members))
    }

    private static let create: Route = { cluster, call throws(Refusal) in
        try cluster.requireUserFile(while: "create pool failed")
        try cluster.changeAccess { access throws(AccessFailure) in
            try access.addPool(call.text("poolid") ?? "", comment: call.text("comment"))
        }
        return .nothing
    }

    private static let update: Route = { cluster, call throws(Refusal) in
        try cluster.requireUserFile(while: "update pools failed")
        let change = PoolChange(
            comment: call.text("comment"), guests: call.text("vms") ?? "", storages: call.text("storage") ?? "",
            allowsMove: call.isOn("allow-move"), removes: call.isOn("delete"))
        try cluster.changeAccess { access throws(AccessFailure) in
            try access.changePool(call.text("poolid") ?? "", change, as: call.identity)
        }
        return .nothing
    }

    private static let delete: Route = { cluster, call throws(Refusal) in
        try cluster.requireUserFile(while: "delete pool failed")
        let guests = Set(cluster.guests.keys.map(\.number))
        let storages = Set(cluster.storages.keys.map(\.text))
        try cluster.changeAccess { access throws(AccessFailure) in
            try access.removePool(
                call.text("poolid") ?? "", guestExists: guests.contains, storageExists: storages.contains)
        }
        return .nothing
    }
}

extension JSONText {
    /// The text of a member of an object; nil for anything else.
    func text(_ key: String) -> String? {
        guard case .object(let members) = self, let member = members.first(where: { $0.key == key }),
            case .string(let text) = member.value
        else { return nil }
        return text
    }
}

extension Cluster {
    /// Refuses to change the file of users, pools and rights while it cannot be locked.
    func requireUserFile(while attempt: String) throws(Refusal) {
        try ask { cluster throws(HostError) in try cluster.requireLock(of: "user_cfg", while: attempt) }
    }

    /// Performs one of the access rules' operations, with its refusal in the API's words.
    mutating func changeAccess<Value>(
        _ operation: (inout AccessControl) throws(AccessFailure) -> Value
    ) throws(Refusal) -> Value {
        do throws(AccessFailure) {
            return try operation(&access)
        } catch {
            throw Refusal(error)
        }
    }
}

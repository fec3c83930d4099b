import JSONSchema
import PhoenixSimulator
import ProxmoxAccess

/// `/access/groups`: users who are given roles together.
enum GroupRoutes {
    static let routes: Routes = [
        .get("/access/groups"): list,
        .post("/access/groups"): { cluster, call throws(Refusal) in
            try change(&cluster, while: "create group failed") { access throws(AccessFailure) in
                try access.addGroup(name(call), comment: call.text("comment"))
            }
        },
        .get("/access/groups/{groupid}"): read,
        .put("/access/groups/{groupid}"): { cluster, call throws(Refusal) in
            try change(&cluster, while: "update group failed") { access throws(AccessFailure) in
                try access.changeGroup(name(call), comment: call.text("comment"))
            }
        },
        .delete("/access/groups/{groupid}"): { cluster, call throws(Refusal) in
            try change(&cluster, while: "delete group failed") { access throws(AccessFailure) in
                try access.removeGroup(name(call))
            }
        },
    ]

    private static func name(_ call: Call) -> String { call.text("groupid") ?? "" }

    private static func change(
        _ cluster: inout Cluster, while attempt: String,
        _ operation: (inout AccessControl) throws(AccessFailure) -> Void
    ) throws(Refusal) -> Output {
        try cluster.requireUserFile(while: attempt)
        try cluster.changeAccess(operation)
        return .nothing
    }

    private static let list: Route = { cluster, call throws(Refusal) in
        let privileges: [Privilege] = [.userModify, .sysAudit, .groupAllocate]
        let shown = cluster.access.groups.sorted { $0.key < $1.key }.filter { name, _ in
            call.rights.holdsAny(privileges, on: "/access/groups/\(name)")
        }
        return Output(
            shown.map { name, group in
                Row().text("groupid", name).text("users", members(of: group).joined(separator: ","))
                    .text("comment", group.comment.isEmpty ? nil : group.comment)
            })
    }

    private static let read: Route = { cluster, call throws(Refusal) in
        guard let group = cluster.access.groups[name(call)] else {
            throw .failed("group '\(name(call))' does not exist")
        }
        return Output(
            Row().with("members", .array(members(of: group).map(JSONText.string)))
                .text("comment", group.comment.isEmpty ? nil : group.comment))
    }

    private static func members(of group: AccessGroup) -> [String] { group.members.map(\.text).sorted() }
}

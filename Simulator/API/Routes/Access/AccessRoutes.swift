import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess

/// `/access`: tickets, permissions, roles, the access list and realms.
enum AccessRoutes {
    static let routes: Routes = [
        .get("/access"): { _, _ throws(Refusal) in
            .subdirectories(
                ["users", "groups", "roles", "acl", "domains", "openid", "tfa", "ticket", "password"])
        },
        .get("/access/ticket"): { _, _ throws(Refusal) in .nothing },
        .post("/access/ticket"): login,
        .put("/access/password"): setPassword,
        .get("/access/permissions"): permissions,
        .get("/access/acl"): accessList,
        .put("/access/acl"): changeAccessList,
        .get("/access/roles"): roles,
        .post("/access/roles"): addRole,
        .get("/access/roles/{roleid}"): role,
        .put("/access/roles/{roleid}"): changeRole,
        .delete("/access/roles/{roleid}"): removeRole,
        .get("/access/domains"): realms,
    ]

    private static let login: Route = { cluster, call throws(Refusal) in
        var question: Login.Question?
        if let path = call.text("path"), let privileges = call.text("privs") {
            question = Login.Question(path: path, privileges: privileges)
        }
        let login = Login(
            userName: call.text("username") ?? "", realm: call.text("realm"), password: call.text("password") ?? "",
            question: question)
        let key = cluster.ticketKey
        let seconds = Int(cluster.now.seconds)
        let answer = try cluster.changeAccess { access throws(AccessFailure) in
            try access.answer(to: login, key: key, nowSeconds: seconds)
        }
        let capabilities = answer.capabilities.sorted { $0.key < $1.key }.map { section, privileges in
            let held = privileges.privileges.map { JSONText.Member($0.rawValue, 1) }
            return JSONText.Member(section, .object(held))
        }
        return Output(
            Row().text("username", answer.userName).text("ticket", answer.ticket)
                .text("CSRFPreventionToken", answer.csrfPreventionToken).with("cap", .object(capabilities))
                .text("clustername", answer.tellsClusterName ? cluster.clusterName : nil))
    }

    /// Only root changes root's password and those of the node's own users.
    private static let setPassword: Route = { cluster, call throws(Refusal) in
        let id = call.text("userid") ?? ""
        if !call.identity.isRoot, call.identity.text != id, id == "root@pam" || id.hasSuffix("@pam") {
            throw .forbidden()
        }
        try cluster.changeAccess { access throws(AccessFailure) in
            try access.setPassword(call.text("password") ?? "", of: id)
        }
        return .nothing
    }

    private static let permissions: Route = { cluster, call throws(Refusal) in
        let held = try call.demand { rights throws(AccessFailure) in
            try rights.permissions(of: call.text("userid"), on: call.text("path"))
        }
        let paths = held.sorted { $0.key < $1.key }.map { path, privileges in
            let members = privileges.map { ($0.key.rawValue, $0.value) }.sorted { $0.0 < $1.0 }
            return JSONText.Member(path, .object(members.map { .init($0.0, .integer($0.1 ? 1 : 0)) }))
        }
        return Output(.object(paths))
    }

    private static let accessList: Route = { cluster, call throws(Refusal) in
        Output(
            cluster.access.visibleEntries(for: call.identity).map { entry in
                Row().text("path", entry.path).text("type", entry.member.kind.rawValue)
                    .text("ugid", entry.member.name).text("roleid", entry.role).flag("propagate", entry.propagates)
            })
    }

    private static let changeAccessList: Route = { cluster, call throws(Refusal) in
        try cluster.requireUserFile(while: "ACL update failed")
        let change = AccessListChange(
            path: call.text("path") ?? "", roles: call.text("roles") ?? "", users: call.text("users") ?? "",
            groups: call.text("groups") ?? "", tokens: call.text("tokens") ?? "",
            propagates: call.text("propagate") == nil || call.isOn("propagate"), removes: call.isOn("delete"))
        try cluster.changeAccess { access throws(AccessFailure) in
            try access.changeAccessList(change, as: call.identity)
        }
        return .nothing
    }

    private static let roles: Route = { cluster, _ throws(Refusal) in
        let builtIn = cluster.access.profile.builtInRoles
        return Output(
            cluster.access.roles.sorted { $0.key < $1.key }.map { name, privileges in
                let list = privileges.privileges.map(\.rawValue).sorted().joined(separator: ",")
                return Row().text("roleid", name).text("privs", list).flag("special", builtIn[name] != nil)
            })
    }

    private static let role: Route = { cluster, call throws(Refusal) in
        let privileges = try cluster.changeAccess { access throws(AccessFailure) in
            try access.requireRole(call.text("roleid") ?? "")
        }
        return Output(.object(privileges.privileges.map(\.rawValue).sorted().map { .init($0, 1) }))
    }

    private static let addRole: Route = { cluster, call throws(Refusal) in
        try cluster.requireUserFile(while: "create role failed")
        try cluster.changeAccess { access throws(AccessFailure) in
            try access.addRole(call.text("roleid") ?? "", privileges: call.text("privs") ?? "")
        }
        return .nothing
    }

    private static let changeRole: Route = { cluster, call throws(Refusal) in
        try cluster.requireUserFile(while: "update role failed")
        try cluster.changeAccess { access throws(AccessFailure) in
            try access.changeRole(
                call.text("roleid") ?? "", privileges: call.text("privs") ?? "", appending: call.isOn("append"))
        }
        return .nothing
    }

    private static let removeRole: Route = { cluster, call throws(Refusal) in
        try cluster.requireUserFile(while: "delete role failed")
        try cluster.changeAccess { access throws(AccessFailure) in
            try access.removeRole(call.text("roleid") ?? "")
        }
        return .nothing
    }

    private static let realms: Route = { cluster, _ throws(Refusal) in
        Output(
            cluster.access.realms.sorted { $0.key < $1.key }.map { name, realm in
                Row().text("realm", name).text("type", realm.kind.rawValue)
                    .text("comment", realm.comment.isEmpty ? nil : realm.comment)
            })
    }
}

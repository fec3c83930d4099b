import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess

/// `/access/users`: users and their tokens.
enum UserRoutes {
    private static let user = "/access/users/{userid}"

    static let routes: Routes = [
        .get("/access/users"): list,
        .post("/access/users"): create,
        .get(user): read,
        .put(user): update,
        .delete(user): delete,
        .get("\(user)/token"): tokens,
        .get("\(user)/token/{tokenid}"): token,
        .post("\(user)/token/{tokenid}"): createToken,
        .put("\(user)/token/{tokenid}"): updateToken,
        .delete("\(user)/token/{tokenid}"): deleteToken,
    ]

    private static let list: Route = { cluster, call throws(Refusal) in
        let access = cluster.access
        let privileges: [Privilege] = [.userModify, .sysAudit]
        let seesAll = call.rights.holdsAny(privileges, on: "/access/groups")
        let shown = access.users.sorted { $0.key < $1.key }.filter { id, user in
            if call.text("enabled") != nil, call.isOn("enabled") != user.isEnabled { return false }
            if seesAll || id.text == call.identity.text { return true }
            return access.groups(of: id).contains { call.rights.holdsAny(privileges, on: "/access/groups/\($0)") }
        }
        return Output(
            shown.map { id, user in
                var row = row(user).text("userid", id.text)
                    .text("realm-type", access.realms[String(id.realm)]?.kind.rawValue)
                if call.isOn("full") {
                    row = row.text("groups", access.groups(of: id).joined(separator: ","))
                    let rows = user.tokens.sorted { $0.key < $1.key }.map {
                        tokenRow($0.value).text("tokenid", $0.key).json
                    }
                    if !rows.isEmpty { row = row.with("tokens", .array(rows)) }
                }
                return row
            })
    }

    private static func row(_ user: AccessUser) -> Row {
        func given(_ text: String) -> String? { text.isEmpty ? nil : text }
        return Row().flag("enable", user.isEnabled).integer("expire", user.expirySeconds)
            .text("firstname", given(user.firstName)).text("lastname", given(user.lastName))
            .text("email", given(user.email)).text("comment", given(user.comment)).text("keys", given(user.keys))
    }

    private static func tokenRow(_ token: APIToken) -> Row {
        Row().flag("privsep", token.hasSeparatePrivileges).integer("expire", token.expirySeconds)
            .text("comment", token.comment.isEmpty ? nil : token.comment)
    }

    private static func find(_ cluster: Cluster, _ call: Call) throws(Refusal) -> (UserID, AccessUser) {
        do throws(AccessFailure) {
            let id = try UserID(call.text("userid") ?? "")
            guard let user = cluster.access.users[id] else { throw AccessFailure.failed("no such user ('\(id)')") }
            return (id, user)
        } catch {
            throw Refusal(error)
        }
    }

    private static let read: Route = { cluster, call throws(Refusal) in
        let (id, user) = try find(cluster, call)
        let groups = cluster.access.groups(of: id).map(JSONText.string)
        let tokens = user.tokens.sorted { $0.key < $1.key }.map { JSONText.Member($0.key, tokenRow($0.value).json) }
        return Output(
            row(user).with("groups", .array(groups)).with("tokens", tokens.isEmpty ? nil : .object(tokens)))
    }

    private static func change(_ call: Call) -> UserChange {
        var change = UserChange()
        if call.text("enable") != nil { change.isEnabled = call.isOn("enable") }
        change.expirySeconds = call.integer("expire")
        change.firstName = call.text("firstname")
        change.lastName = call.text("lastname")
        change.email = call.text("email")
        change.comment = call.text("comment")
        change.keys = call.text("keys")
        if let groups = call.text("groups") { change.setGroups(list: groups) }
        change.keepsGroups = call.isOn("append")
        return change
    }

    private static let create: Route = { cluster, call throws(Refusal) in
        try cluster.requireUserFile(while: "create user failed")
        try cluster.changeAccess { access throws(AccessFailure) in
            try access.addUser(call.text("userid") ?? "", change(call), password: call.text("password"))
        }
        return .nothing
    }

    private static let update: Route = { cluster, call throws(Refusal) in
        try cluster.requireUserFile(while: "update user failed")
        try cluster.changeAccess { access throws(AccessFailure) in
            try access.changeUser(call.text("userid") ?? "", change(call))
        }
        return .nothing
    }

    private static let delete: Route = { cluster, call throws(Refusal) in
        try cluster.requireUserFile(while: "delete user failed")
        try cluster.changeAccess { access throws(AccessFailure) in
            try access.removeUser(call.text("userid") ?? "")
        }
        return .nothing
    }

    private static let tokens: Route = { cluster, call throws(Refusal) in
        let (_, user) = try find(cluster, call)
        return Output(
            user.tokens.sorted { $0.key < $1.key }.map { tokenRow($0.value).text("tokenid", $0.key) })
    }

    private static func findToken(_ cluster: Cluster, _ call: Call) throws(Refusal) -> (TokenID, APIToken) {
        do throws(AccessFailure) {
            let id = try cluster.access.requireToken(call.text("tokenid") ?? "", of: call.text("userid") ?? "")
            return (id, cluster.access.token(id) ?? APIToken())
        } catch {
            throw Refusal(error)
        }
    }

    private static let token: Route = { cluster, call throws(Refusal) in
        Output(tokenRow(try findToken(cluster, call).1))
    }

    private static func tokenChange(_ call: Call) -> TokenChange {
        var change = TokenChange()
        if call.text("privsep") != nil { change.hasSeparatePrivileges = call.isOn("privsep") }
        change.expirySeconds = call.integer("expire")
        change.comment = call.text("comment")
        return change
    }

    private static let createToken: Route = { cluster, call throws(Refusal) in
        try cluster.requireUserFile(while: "generating token failed")
        let secret = cluster.newSecret()
        let id = try cluster.changeAccess { access throws(AccessFailure) in
            try access.addToken(
                call.text("tokenid") ?? "", of: call.text("userid") ?? "", tokenChange(call), secret: secret)
        }
        let token = cluster.access.token(id) ?? APIToken()
        // What Proxmox answers to the creation are the parameters as given, so the switch is a text.
        let info = Row().text("privsep", token.hasSeparatePrivileges ? "1" : "0")
            .text("expire", call.text("expire")).text("comment", call.text("comment"))
        return Output(Row().with("info", info.json).text("value", secret).text("full-tokenid", id.text))
    }

    private static let updateToken: Route = { cluster, call throws(Refusal) in
        try cluster.requireUserFile(while: "updating token info failed")
        var change = tokenChange(call)
        for key in call.names("delete") {
            guard key == "comment" else {
                throw .failed("updating token info failed: 400 Parameter verification failed.")
            }
            change.comment = ""
        }
        let secret = call.isOn("regenerate") ? cluster.newSecret() : nil
        let (id, _) = try findToken(cluster, call)
        try cluster.changeAccess { access throws(AccessFailure) in
            try access.changeToken(id.name, of: id.user.text, change, secret: secret)
        }
        let row = tokenRow(cluster.access.token(id) ?? APIToken())
        guard let secret else { return Output(row) }
        return Output(row.text("value", secret).text("full-tokenid", id.text))
    }

    private static let deleteToken: Route = { cluster, call throws(Refusal) in
        try cluster.requireUserFile(while: "deleting token failed")
        try cluster.changeAccess { access throws(AccessFailure) in
            try access.removeToken(call.text("tokenid") ?? "", of: call.text("userid") ?? "")
        }
        return .nothing
    }
}

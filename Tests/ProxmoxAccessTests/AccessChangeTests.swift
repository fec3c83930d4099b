import ProxmoxAccess
import Testing

/// Changes of users, tokens, groups, entries and pools, in Proxmox's words.
@Suite struct AccessChangeTests {
    private var access = accessControl(
        """
        user:ann@pve:1:
        user:bob@pve:1:
        token:ann@pve!ci:0:1:
        group:ops:ann@pve:
        pool:web::100::
        acl:1:/vms:ann@pve,ann@pve!ci,@ops:PVEVMUser:
        acl:1:/vms/100:bob@pve:PVEVMAdmin:
        """)

    @Test mutating func aUserIsAddedOnce() throws {
        var change = UserChange()
        change.setGroups(list: "ops")
        try access.addUser("eve@pve", change, password: "correct horse")
        #expect(access.groups(of: try UserID("eve@pve")) == ["ops"])
        #expect(text { try $0.addUser("eve@pve", change) } == "create user failed: user 'eve@pve' already exists\n")
        change.setGroups(list: "ops,none")
        #expect(text { try $0.addUser("new@pve", change) } == "create user failed: no such group 'none'\n")
        #expect(access.users[try UserID("new@pve")] == nil)
    }

    @Test mutating func aUserLeavesWithItsTokensAndEntries() throws {
        try access.removeUser("ann@pve")
        #expect(access.accessList.entries.map(\.member.name) == ["ops", "bob@pve"])
        #expect(access.groups["ops"]?.members.isEmpty == true)
        #expect(text { try $0.changeUser("ann@pve", UserChange()) } == "update user failed: no such user ('ann@pve')\n")
    }

    @Test mutating func theAdministratorStays() throws {
        try access.removeUser("root@pam")
        #expect(access.users[.root]?.isEnabled == true)
    }

    @Test mutating func tokensAreAddedChangedAndRemoved() throws {
        try access.addToken("deploy", of: "ann@pve", TokenChange(hasSeparatePrivileges: false), secret: "one")
        #expect(
            failure { try $0.addToken("deploy", of: "ann@pve", secret: "x") }
                == .parameters(["tokenid": "Token already exists."]))
        try access.changeToken("deploy", of: "ann@pve", TokenChange(comment: "for CI"), secret: "two")
        let token = try #require(access.users[try UserID("ann@pve")]?.tokens["deploy"])
        #expect(token.comment == "for CI" && !token.hasSeparatePrivileges)
        #expect(token.secret?.matches("two") == true && token.secret?.matches("one") == false)
        try access.removeToken("ci", of: "ann@pve")
        #expect(!access.accessList.entries.contains { $0.member.kind == .token })
        #expect(
            text { try $0.removeToken("ci", of: "ann@pve") } == "no such token 'ci' for user 'ann@pve'\n")
    }

    @Test mutating func groupsAreAddedAndRemoved() throws {
        #expect(text { try $0.addGroup("ops") } == "create group failed: group 'ops' already exists\n")
        try access.removeGroup("ops")
        #expect(!access.accessList.entries.contains { $0.member.kind == .group })
        #expect(text { try $0.removeGroup("ops") } == "delete group failed: group 'ops' does not exist\n")
    }

    @Test func entriesNeedAPathThatCanExist() {
        let onNothing = AccessListChange(path: "/vms/99", roles: "PVEAuditor", users: "ann@pve")
        #expect(failure { try $0.changeAccessList(onNothing) } == .parameters(["path": "invalid ACL path '/vms/99'"]))
        let nobody = AccessListChange(path: "/vms/100", roles: "PVEAuditor")
        #expect(failure { try $0.changeAccessList(nobody) }?.errors.keys.sorted() == ["groups", "tokens", "users"])
        let noRole = AccessListChange(path: "/", roles: "Gone", users: "ann@pve")
        #expect(text { try $0.changeAccessList(noRole) } == "ACL update failed: role 'Gone' does not exist\n")
    }

    @Test(arguments: [
        ("PVEVMUser", ""),
        ("PVEDatastoreUser", "requires 'Permissions.Modify' or superset of privileges."),
        ("NoAccess", "requires 'Permissions.Modify'"),
    ])
    func whoMayAllocateAGuestHandsOnOnlyWhatItHas(role: String, reason: String) {
        let change = AccessListChange(path: "/vms/100", roles: role, users: "ann@pve")
        let bob = Identity("bob@pve") ?? .root
        let begin = "ACL update failed: 400 Parameter verification failed.\nrole: Cannot add role '\(role)' - "
        #expect(text { try $0.changeAccessList(change, as: bob) } == (reason.isEmpty ? "" : begin + reason + "\n"))
    }

    @Test mutating func poolsHoldEachGuestOnce() throws {
        try access.addPool("web/blue", comment: "second")
        #expect(
            text { try $0.addPool("a/b") } == "create pool failed: parent 'a' of pool 'a/b' does not exist\n")
        #expect(text { try $0.addPool("1st") } == "create pool failed: pool name must start with a letter\n")
        #expect(
            text { try $0.changePool("web/blue", PoolChange(guests: "100")) }
                == "update pools failed: VM 100 belongs already to pool 'web' and 'allow-move' is not set\n")
        try access.changePool("web/blue", PoolChange(guests: "100", storages: "local", allowsMove: true))
        #expect(access.pools.pool(ofGuest: 100) == "web/blue")
        #expect(access.pools["web"]?.guests.isEmpty == true)
        #expect(
            text { try $0.removePool("web", guestExists: { _ in true }, storageExists: { _ in true }) }
                == "delete pool failed: pool 'web' is not empty (contains pool 'web/blue')\n")
        #expect(
            text { try $0.removePool("web/blue", guestExists: { _ in true }, storageExists: { _ in true }) }
                == "delete pool failed: pool 'web/blue' is not empty (contains VM 100)\n")
        try access.removePool("web/blue", guestExists: { _ in false }, storageExists: { _ in false })
        #expect(access.pools.names == ["web"])
    }

    @Test mutating func aDestroyedGuestIsForgotten() {
        access.forget(guest: 100)
        #expect(access.pools.pool(ofGuest: 100) == nil)
        #expect(!access.accessList.entries.contains { $0.path == "/vms/100" })
    }

    private func failure(_ change: (inout AccessControl) throws -> Void) -> AccessFailure? {
        var copy = access
        return refused { try change(&copy) }
    }

    private func text(_ change: (inout AccessControl) throws -> Void) -> String {
        failure(change)?.message ?? ""
    }
}

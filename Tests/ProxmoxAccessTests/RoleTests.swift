import JSONSchema
import ProxmoxAccess
import Testing

/// The roles that Proxmox has by itself, and those that people define.
@Suite struct RoleTests {
    @Test func theBuiltInRolesOf9_2AreProxmoxs() throws {
        let roles = try #require(try Vectors.json("roles.json")["roles"]?.object)
        var expected: [String: [String]] = [:]
        for role in roles { expected[role.key.text] = role.value.array?.compactMap(\.string).sorted() }
        #expect(AccessProfile.version9_2.builtInRoles.mapValues(\.names) == expected)
    }

    @Test func version8_4MonitorsGuestsWithOnePrivilege() {
        let roles = AccessProfile.version8_4.builtInRoles
        #expect(roles["PVEVMAdmin"]?.contains(.vmMonitor) == true)
        #expect(
            roles["PVEVMUser"]?.names == [
                "VM.Audit", "VM.Backup", "VM.Config.CDROM", "VM.Config.Cloudinit", "VM.Console", "VM.PowerMgmt",
            ])
        #expect(roles["PVEAuditor"]?.contains(.vmGuestAgentAudit) == false)
        #expect(AccessProfile.version8_4.privileges.contains(.vmReplicate) == false)
    }

    @Test func aRoleOfAnOlderVersionIsRefused() {
        var access = AccessControl()
        #expect(
            refused { try access.addRole("ctl", privileges: "VM.Audit VM.Monitor") }?
                .message == "create role failed: invalid privilege 'VM.Monitor'\n")
        var older = AccessControl(profile: .version8_4)
        #expect(refused { try older.addRole("ctl", privileges: "VM.Monitor") } == nil)
    }

    @Test func rolesAreAddedChangedAndRemoved() throws {
        var access = accessControl("user:ann@pve:1:")
        try access.addRole("ctl", privileges: "VM.Audit")
        try access.changeRole("ctl", privileges: "VM.Clone", appending: true)
        #expect(access.privileges(ofRole: "ctl")?.names == ["VM.Audit", "VM.Clone"])
        try access.changeAccessList(AccessListChange(path: "/vms", roles: "ctl", users: "ann@pve"))
        try access.removeRole("ctl")
        #expect(access.accessList.entries.isEmpty)
        #expect(
            refused { try access.removeRole("ctl") }?.message
                == "delete role failed: role 'ctl' does not exist\n")
    }

    @Test func builtInRolesAndTheirNamesAreKept() {
        var access = AccessControl()
        #expect(
            refused { try access.removeRole("PVEAdmin") }
                == .failed("auto-generated role 'PVEAdmin' cannot be deleted"))
        #expect(
            refused { try access.changeRole("NoAccess", privileges: "") }
                == .failed("auto-generated role 'NoAccess' cannot be modified"))
        #expect(refused { try access.addRole("pvemine") }?.status == 400)
        #expect(
            refused { try access.addRole("Administrator") }?.message
                == "create role failed: role 'Administrator' already exists\n")
    }
}

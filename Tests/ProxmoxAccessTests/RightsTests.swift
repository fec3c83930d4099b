import ProxmoxAccess
import Testing

/// Who holds what where, by the rules of 4.7.
@Suite struct RightsTests {
    @Test func aRoleReachesBelowOnlyWhenItPropagates() throws {
        let access = accessControl(
            """
            user:ann@pve:1:
            acl:1:/vms:ann@pve:PVETemplateUser:
            acl:0:/storage:ann@pve:PVEDatastoreUser:
            """)
        #expect(try access.names(of: "ann@pve", on: "/vms/100") == ["VM.Audit", "VM.Clone"])
        #expect(try access.names(of: "ann@pve", on: "/storage").count == 2)
        #expect(try access.names(of: "ann@pve", on: "/storage/local").isEmpty)
        #expect(try access.names(of: "ann@pve", on: "/").isEmpty)
    }

    @Test func aDeeperEntryReplacesAShallowerOne() throws {
        let access = accessControl(
            """
            user:ann@pve:1:
            acl:1:/:ann@pve:Administrator:
            acl:1:/vms/100:ann@pve:PVETemplateUser:
            """)
        #expect(try access.names(of: "ann@pve", on: "/vms/100") == ["VM.Audit", "VM.Clone"])
        #expect(try access.names(of: "ann@pve", on: "/vms/101").count == 47)
    }

    @Test func aDeeperEntryThatDoesNotReachIsPassedOver() throws {
        let access = accessControl(
            """
            user:ann@pve:1:
            acl:1:/:ann@pve:PVEPoolUser:
            acl:0:/sdn/zones:ann@pve:PVESDNUser:
            """)
        #expect(try access.names(of: "ann@pve", on: "/sdn/zones") == ["SDN.Audit", "SDN.Use"])
        #expect(try access.names(of: "ann@pve", on: "/sdn/zones/localnetwork") == ["Pool.Audit"])
    }

    @Test func rolesOfSeveralGroupsJoinAndAUsersOwnHideThem() throws {
        let groups = """
            user:ann@pve:1:
            group:a:ann@pve:
            group:b:ann@pve:
            acl:1:/vms:@a:PVETemplateUser:
            acl:1:/vms:@b:PVESDNUser:
            """
        #expect(try accessControl(groups).names(of: "ann@pve", on: "/vms/7").count == 4)
        let own = accessControl(groups + "\nacl:1:/vms:ann@pve:PVEPoolUser:")
        #expect(try own.names(of: "ann@pve", on: "/vms/7") == ["Pool.Audit"])
    }

    @Test func noAccessTakesAwayAllThatIsGivenBesideIt() throws {
        let access = accessControl(
            """
            user:ann@pve:1:
            group:a:ann@pve:
            group:b:ann@pve:
            acl:1:/vms:@a:PVEAdmin:
            acl:1:/vms:@b:NoAccess:
            """)
        #expect(try access.names(of: "ann@pve", on: "/vms/100").isEmpty)
    }

    @Test func aPoolsRolesCountOnItsMembersAndNotBelow() throws {
        let access = accessControl(
            """
            user:ann@pve:1:
            pool:team:::
            pool:team/web::100:local:
            acl:1:/pool/team:ann@pve:PVETemplateUser:
            """)
        #expect(access.privileges(of: try identity("ann@pve"), on: "/vms/100") == [.vmAudit: false, .vmClone: false])
        #expect(try access.names(of: "ann@pve", on: "/storage/local") == ["VM.Audit", "VM.Clone"])
        #expect(try access.names(of: "ann@pve", on: "/vms/101").isEmpty)
        #expect(try access.names(of: "ann@pve", on: "/storage/local/x").isEmpty)
    }

    @Test func noAccessOnAPoolBeatsARoleOnTheGuestAndTheOtherWayRound() throws {
        let onPool = accessControl(
            "user:ann@pve:1:\npool:p::100::\nacl:1:/pool/p:ann@pve:NoAccess:\nacl:1:/vms:ann@pve:PVEVMAdmin:")
        #expect(try onPool.names(of: "ann@pve", on: "/vms/100").isEmpty)
        let onGuest = accessControl(
            "user:ann@pve:1:\npool:p::100::\nacl:1:/pool/p:ann@pve:PVEVMAdmin:\nacl:1:/vms:ann@pve:NoAccess:")
        #expect(try onGuest.names(of: "ann@pve", on: "/vms/100").isEmpty)
    }

    @Test func aTokenHasItsUsersRightsOrTheCommonPart() throws {
        let access = accessControl(
            """
            user:ann@pve:1:
            token:ann@pve!full:0:0:
            token:ann@pve!narrow:0:1:
            token:root@pam!narrow:0:1:
            acl:1:/vms:ann@pve:PVEVMUser:
            acl:1:/vms:ann@pve!narrow,root@pam!narrow:PVETemplateUser:
            """)
        #expect(try access.names(of: "ann@pve!full", on: "/vms/1").count == 10)
        #expect(try access.names(of: "ann@pve!narrow", on: "/vms/1") == ["VM.Audit"])
        #expect(try access.names(of: "root@pam!narrow", on: "/vms/1") == ["VM.Audit", "VM.Clone"])
        #expect(try access.names(of: "ann@pve!gone", on: "/vms/1").isEmpty)
    }

    @Test func onlyTheTicketOfTheAdministratorIsRoot() throws {
        let access = accessControl("token:root@pam!full:0:0:")
        #expect(try access.names(of: "root@pam!full", on: "/").count == 47)
        #expect(try !identity("root@pam!full").isRoot)
        let rights = access.rights(of: try identity("root@pam!full"))
        #expect(
            refused { try PermissionCheck.rootOnly.require(of: rights, parameters: [:]) }?
                .message == "Permission check failed (user != root@pam)\n")
    }

    @Test func theMapOfTheAdministratorHasTheFixedPathsOfARecording() {
        let permissions = accessControl("").rights(of: .root).effectivePermissions
        #expect(
            permissions.keys.sorted() == [
                "/", "/access", "/access/groups", "/nodes", "/pool", "/sdn", "/storage", "/vms",
            ])
        #expect(permissions.values.allSatisfy { $0.count == 47 && $0.values.allSatisfy(\.self) })
    }

    @Test func theMapHasTheListsPathsWithThoseAboveAndPoolMembers() throws {
        let access = accessControl(
            """
            user:ann@pve:1:
            pool:p::105::
            acl:1:/:ann@pve:PVEAuditor:
            acl:1:/sdn/zones/localnetwork/vmbr0:ann@pve:PVESDNUser:
            """)
        let paths = access.rights(of: try identity("ann@pve")).effectivePermissions.keys
        #expect(paths.contains("/sdn/zones"))
        #expect(paths.contains("/sdn/zones/localnetwork/vmbr0"))
        #expect(paths.contains("/vms/105"))
        #expect(!paths.contains("/pool/p"))
    }

    @Test func othersPermissionsNeedSysAuditOnAccess() throws {
        let access = accessControl(
            """
            user:ann@pve:1:
            token:ann@pve!ci:0:1:
            user:bob@pve:1:
            acl:1:/access:bob@pve:PVEAuditor:
            """)
        let ann = access.rights(of: try identity("ann@pve"))
        #expect(try ann.permissions(of: "ann@pve!ci", on: "/vms/1") == ["/vms/1": [:]])
        #expect(
            refused { _ = try ann.permissions(of: "bob@pve", on: nil) }
                == .forbidden(what: "/access, Sys.Audit"))
        let bob = access.rights(of: try identity("bob@pve"))
        #expect(try bob.permissions(of: "ann@pve", on: nil) == [:])
    }

    @Test func aLoginTellsCapabilitiesBySection() throws {
        let access = accessControl(
            "user:ann@pve:1:\nacl:1:/pool/p:ann@pve:PVEVMUser:\nacl:1:/:ann@pve:PVEAuditor:")
        let capabilities = access.rights(of: try identity("ann@pve")).capabilities
        #expect(capabilities.keys.sorted() == ["access", "dc", "mapping", "nodes", "sdn", "storage", "vms"])
        #expect(capabilities["dc"]?.names == ["SDN.Audit", "Sys.Audit"])
        #expect(capabilities["vms"]?.names.contains("VM.PowerMgmt") == true)
        #expect(capabilities["access"] == [])
    }

    @Test func ownTasksAreSeenAndOthersWithSysAudit() throws {
        let access = accessControl("user:ann@pve:1:\ntoken:ann@pve!ci:0:1:")
        let (user, token) = (try identity("ann@pve"), try identity("ann@pve!ci"))
        #expect(access.rights(of: user).maySee(taskOf: token, on: "pve1"))
        #expect(!access.rights(of: token).maySee(taskOf: user, on: "pve1"))
        #expect(access.rights(of: .root).maySee(taskOf: token, on: "pve1"))
    }
}

import JSONSchema
import ProxmoxAccess
import Testing

/// The declarative checks, their JSON forms and their refusals.
@Suite struct PermissionCheckTests {
    private let access = accessControl(
        """
        user:ann@pve:1:
        user:bob@pve:1:
        user:eve@pve:1:
        group:staff:bob@pve:
        acl:1:/access/groups/staff:ann@pve:PVEUserAdmin:
        acl:1:/access/realm/pve:ann@pve:PVEUserAdmin:
        acl:1:/pool/team:ann@pve:PVEVMAdmin:
        """)

    @Test(arguments: [
        ("null", PermissionCheck.rootOnly),
        (#"{"user":"all"}"#, .anyone),
        (#"{"user":"world"}"#, .world),
        (#"{"check":["perm","/",["Sys.Audit"]],"user":"all"}"#, .anyone),
        ("{}", .nobody),
        (
            #"{"check":["perm","/vms/{vmid}",["VM.Audit","VM.Clone"],"any",1]}"#,
            .privileges(PrivilegeDemand(path: "/vms/{vmid}", names: ["VM.Audit", "VM.Clone"], anyIsEnough: true))
        ),
        (
            #"{"check":["perm","/pool/{pool}",["VM.Allocate"],"require_param","pool"]}"#,
            .privileges(PrivilegeDemand(path: "/pool/{pool}", names: ["VM.Allocate"], requiredParameter: "pool"))
        ),
        (
            #"{"check":["or",["userid-param","self"],["userid-group",["User.Modify"],"groups_param","update"]]}"#,
            .any([.isCaller, .groupsOfUser(privileges: ["User.Modify"], groupsParameter: .update)])
        ),
        (
            #"{"check":["and",["userid-param","Realm.AllocateUser"],["perm-modify","{path}"]]}"#,
            .all([.mayAllocateUserInRealm, .mayModifyPermissions(path: "{path}")])
        ),
    ])
    func everyFormOfTheSchemaIsRead(text: String, expected: PermissionCheck) throws {
        #expect(try PermissionCheck(permissions: JSONDocument.parse(text: text).root) == expected)
    }

    @Test(arguments: [
        #"{"check":["perm"]}"#, #"{"check":["perm","/",["A"],"all",1]}"#, #"{"check":["unless"]}"#, #"{"user":"me"}"#,
        "[]", #"{"check":["userid-group",["A"],"groups_param","drop"]}"#,
    ])
    func anUnknownFormIsRefused(text: String) throws {
        let permissions = try JSONDocument.parse(text: text).root
        #expect(throws: PermissionCheckFormatError.self) { try PermissionCheck(permissions: permissions) }
    }

    @Test func aMissingParameterBecomesADash() throws {
        let check = PermissionCheck.privileges(PrivilegeDemand(path: "/pool/{poolid}", names: ["Pool.Allocate"]))
        #expect(try message(check, "ann@pve", [:]) == "Permission check failed (/pool/-, Pool.Allocate)\n")
        #expect(
            try message(check, "ann@pve", ["poolid": "a b"]) == "Permission check failed (, Pool.Allocate)\n")
    }

    @Test func aCloneMayBeAllocatedInThePool() throws {
        let check = PermissionCheck.any([
            .privileges(PrivilegeDemand(path: "/vms/{newid}", names: ["VM.Allocate"])),
            .privileges(
                PrivilegeDemand(path: "/pool/{pool}", names: ["VM.Allocate"], requiredParameter: "pool")),
        ])
        #expect(try message(check, "ann@pve", ["newid": "105", "pool": "team"]) == "")
        #expect(try message(check, "ann@pve", ["newid": "105"]) == "Permission check failed\n")
    }

    @Test func anAndInsideAnOrRefusesWithItsOwnText() throws {
        let check = PermissionCheck.any([
            .isCaller,
            .all([.mayAllocateUserInRealm, .groupsOfUser(privileges: ["User.Modify"], groupsParameter: nil)]),
        ])
        #expect(try message(check, "eve@pve", ["userid": "eve@pve"]) == "")
        #expect(
            try message(check, "eve@pve", ["userid": "bob@pve"])
                == "Permission check failed (/access/realm/pve, Realm.AllocateUser)\n")
        #expect(try message(check, "ann@pve", ["userid": "bob@pve"]) == "")
        #expect(try message(check, "ann@pve", ["userid": "eve@pve"]) == "Permission check failed\n")
    }

    @Test func aNewUserNeedsRightsOnEveryNamedGroup() throws {
        let check = PermissionCheck.groupsOfUser(privileges: ["User.Modify"], groupsParameter: .create)
        #expect(try message(check, "ann@pve", ["userid": "new@pve", "groups": "staff"]) == "")
        #expect(
            try message(check, "ann@pve", ["userid": "new@pve"])
                == "Permission check failed (/access/groups, User.Modify)\n")
        #expect(
            try message(check, "ann@pve", ["userid": "new@pve", "groups": "staff,other"])
                == "Permission check failed (/access/groups/other, User.Modify)\n")
    }

    @Test func aQuestionAboutNobodyIsAFailureOfTheServer() throws {
        let check = PermissionCheck.groupsOfUser(privileges: ["User.Modify"], groupsParameter: nil)
        #expect(try message(check, "ann@pve", ["userid": "who@pve"]) == "no such user ('who@pve')\n")
        #expect(try message(check, "ann@pve", ["userid": "x"]) == "user name 'x' is too short\n")
    }

    @Test func aCheckOfAnotherVersionNamesTheUnknownPrivilege() throws {
        let check = PermissionCheck.privileges(PrivilegeDemand(path: "/vms/{vmid}", names: ["VM.Monitor"]))
        #expect(try message(check, "ann@pve", ["vmid": "100"]) == "invalid privilege 'VM.Monitor'\n")
    }

    @Test func withoutAuthenticationOnlyOpenEndpointsPass() {
        #expect(refused { try PermissionCheck.world.require(of: nil, parameters: [:]) } == nil)
        #expect(
            refused { try PermissionCheck.anyone.require(of: nil, parameters: [:]) }
                == .forbidden(what: "user != null"))
    }

    private func message(
        _ check: PermissionCheck, _ caller: String, _ parameters: [String: String]
    ) throws -> String {
        let rights = access.rights(of: try identity(caller))
        return refused { try check.require(of: rights, parameters: parameters) }?
            .message ?? ""
    }
}

/// How Proxmox makes its predefined roles: every area of privileges is divided by who usually needs them.
struct BuiltInRoles {
    /// The privileges of one area.
    private struct Area {
        let name: String
        /// Only in `Administrator`.
        var root: [Privilege] = []
        var admin: [Privilege] = []
        var user: [Privilege] = []
        var audit: [Privilege] = []

        var belowRoot: [Privilege] { admin + user + audit }
    }

    private let areas: [Area]

    init(_ profile: AccessProfile) {
        areas = [
            Self.guests(profile),
            Area(
                name: "Sys", root: [.sysPowerMgmt, .sysModify, .sysIncoming, .sysAccessNetwork],
                admin: [.sysConsole, .sysSyslog], audit: [.sysAudit]),
            Area(
                name: "Datastore", admin: [.datastoreAllocate, .datastoreAllocateTemplate],
                user: [.datastoreAllocateSpace], audit: [.datastoreAudit]),
            Area(name: "SDN", admin: [.sdnAllocate, .sdnAudit], user: [.sdnUse], audit: [.sdnAudit]),
            Area(name: "User", root: [.realmAllocate], admin: [.userModify, .groupAllocate, .realmAllocateUser]),
            Area(name: "Pool", admin: [.poolAllocate], user: [.poolAudit], audit: [.poolAudit]),
            Area(name: "Mapping", admin: [.mappingModify], user: [.mappingUse], audit: [.mappingAudit]),
        ]
    }

    private static func guests(_ profile: AccessProfile) -> Area {
        var area = Area(
            name: "VM",
            admin: [
                .vmConfigDisk, .vmConfigCPU, .vmConfigMemory, .vmConfigNetwork, .vmConfigHWType, .vmConfigOptions,
                .vmAllocate, .vmClone, .vmMigrate, .vmSnapshot, .vmSnapshotRollback,
            ],
            user: [.vmConfigCDROM, .vmConfigCloudinit, .vmConsole, .vmBackup, .vmPowerMgmt],
            audit: [.vmAudit])
        switch profile {
        case .version8_4:
            area.admin.append(.vmMonitor)
        case .version9_2:
            area.admin += [.vmGuestAgentUnrestricted, .vmReplicate]
            area.user += [.vmGuestAgentFileRead, .vmGuestAgentFileSystemMgmt, .vmGuestAgentFileWrite]
            area.audit.append(.vmGuestAgentAudit)
        }
        return area
    }

    var everything: PrivilegeSet {
        // Permissions.Modify belongs to no area.
        PrivilegeSet(areas.flatMap { $0.root + $0.belowRoot } + [.permissionsModify])
    }

    var roles: [String: PrivilegeSet] {
        var roles: [String: PrivilegeSet] = [
            RoleName.noAccess: [],
            RoleName.administrator: everything,
            "PVEAuditor": PrivilegeSet(areas.flatMap(\.audit)),
            // Changing mappings is left out of the general administrator on purpose: a mapping reaches the node.
            "PVEAdmin": PrivilegeSet(areas.flatMap(\.belowRoot)).subtracting(PrivilegeSet([.mappingModify])),
            "PVETemplateUser": PrivilegeSet([.vmClone, .vmAudit]),
        ]
        for area in areas {
            roles["PVE\(area.name)Admin"] = PrivilegeSet(area.belowRoot)
            if !area.user.isEmpty { roles["PVE\(area.name)User"] = PrivilegeSet(area.user + area.audit) }
        }
        return roles
    }
}

/// Roles with a meaning of their own.
enum RoleName {
    /// Takes every privilege away where it is given.
    static let noAccess = "NoAccess"
    static let administrator = "Administrator"
}

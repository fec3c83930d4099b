/// Changes of the access list, with Proxmox's refusals.
extension AccessControl {
    /// Gives or takes roles on a path; all of it or nothing.
    ///
    /// - Parameter identity: Who asks. Without `Permissions.Modify` it may hand on only roles whose privileges it has.
    package mutating func changeAccessList(
        _ change: AccessListChange, as identity: Identity = .root
    ) throws(AccessFailure) {
        if change.users.isEmpty, change.groups.isEmpty, change.tokens.isEmpty {
            let text = "either 'users', 'groups' or 'tokens' is required."
            throw .parameters(["users": text, "groups": text, "tokens": text])
        }
        guard let path = AccessPath.normalise(change.path), change.removes || KnownPath.exists(path, in: profile)
        else { throw .parameters(["path": "invalid ACL path '\(change.path)'"]) }
        let granted = rights(of: identity).privileges(on: path)
        var changed = accessList
        do throws(AccessFailure) {
            for role in change.roles {
                let privileges = try requireRole(role)
                try requireHandingOn(role, privileges, granted, change)
                for member in try members(of: change) {
                    if change.removes {
                        changed.revoke(role: role, from: member, on: path)
                    } else if member != .user(.root) {
                        // The administrator's entries are never kept: it has everything anyway.
                        changed.grant(
                            AccessEntry(path: path, member: member, role: role, propagates: change.propagates))
                    }
                }
            }
        } catch { throw error.during("ACL update failed") }
        accessList = changed
    }

    /// The entries that an identity may list: all with `Sys.Audit` on `/access`, otherwise where it may change them.
    package func visibleEntries(for identity: Identity) -> [AccessEntry] {
        let rights = rights(of: identity)
        if rights.holds(.sysAudit, on: "/access") { return accessList.entries }
        return accessList.entries.filter { entry in
            rights.holdsAny(Rights.permissionsModifyAlternatives(on: entry.path), on: entry.path)
        }
    }

    private func requireHandingOn(
        _ role: String, _ privileges: PrivilegeSet, _ granted: GrantedPrivileges, _ change: AccessListChange
    ) throws(AccessFailure) {
        if granted.held.contains(.permissionsModify) { return }
        let beginning = "Cannot \(change.removes ? "remove" : "add") role '\(role)'"
        if !granted.held.isSuperset(of: privileges) {
            throw .parameters(["role": "\(beginning) - requires 'Permissions.Modify' or superset of privileges."])
        }
        if change.propagates, !change.removes, !granted.propagated.isSuperset(of: privileges) {
            let rest = "with propagation - requires 'Permissions.Modify' or propagated superset of privileges."
            throw .parameters(["role": "\(beginning) \(rest)"])
        }
        if role == RoleName.noAccess { throw .parameters(["role": "\(beginning) - requires 'Permissions.Modify'"]) }
    }

    private func members(of change: AccessListChange) throws(AccessFailure) -> [AccessMember] {
        var members: [AccessMember] = []
        for name in change.groups {
            try requireGroup(name)
            members.append(.group(name))
        }
        for id in change.users {
            let user = try UserID(id)
            guard users[user] != nil else { throw .failed("user '\(user)' does not exist") }
            members.append(.user(user))
        }
        for id in change.tokens {
            guard let token = TokenID(id) else {
                throw .failed("'\(id)' is not a valid token ID - not able to split into user and token parts")
            }
            members.append(.token(try requireToken(token.name, of: token.user.text)))
        }
        return members
    }
}

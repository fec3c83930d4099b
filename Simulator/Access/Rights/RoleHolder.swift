/// A member of the access list together with the groups through which it holds roles.
struct RoleHolder: Sendable {
    let member: AccessMember
    /// Empty for tokens: a token is in no group.
    let groups: [String]
    /// What a guest without entries and without a pool inherits: asked for every row of a list, so counted once.
    let inheritedByGuests: GrantedPrivileges

    init(_ member: AccessMember, groups: [String], in access: AccessControl) {
        self.member = member
        self.groups = groups
        let roles = access.accessList.roles(of: member, groups, at: AccessPath.ancestors(of: "/vms"), below: true)
        inheritedByGuests = GrantedPrivileges(of: roles, in: access)
    }
}

extension AccessList {
    /// The roles on a path with their propagation; only `NoAccess` when that is among them.
    ///
    /// The deepest place with a role for the holder decides alone: nothing from above is added to it.
    func roles(of holder: RoleHolder, on path: String) -> [String: Bool] {
        roles(of: holder.member, holder.groups, at: AccessPath.ancestors(of: path), below: false)
    }

    /// - Parameters:
    ///   - places: The deepest first.
    ///   - below: The first place too counts only with what reaches below it.
    func roles(of member: AccessMember, _ groups: [String], at places: [String], below: Bool) -> [String: Bool] {
        var isPathItself = !below
        for place in places {
            defer { isPathItself = false }
            guard let node = nodes[place] else { continue }
            let roles = node.roles(of: member, groups, isPathItself: isPathItself)
            guard !roles.isEmpty else { continue }
            return roles[RoleName.noAccess].map { [RoleName.noAccess: $0] } ?? roles
        }
        return [:]
    }
}

extension AccessList.Node {
    /// Roles given to the member itself hide those of its groups; roles of several groups are joined.
    fileprivate func roles(
        of member: AccessMember, _ groups: [String], isPathItself: Bool
    ) -> [String: Bool] {
        let own = (self[member] ?? [:]).filter { isPathItself || $0.value }
        if !own.isEmpty { return own }
        var joined: [String: Bool] = [:]
        for group in groups {
            let roles = (self[.group(group)] ?? [:]).filter { isPathItself || $0.value }
            joined.merge(roles) { $0 || $1 }
        }
        return joined
    }
}

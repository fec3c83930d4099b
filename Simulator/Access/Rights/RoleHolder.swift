/// A member of the access list together with the groups through which it holds roles.
struct RoleHolder: Sendable {
    let member: AccessMember
    /// Empty for tokens: a token is in no group.
    let groups: [String]

    init(_ member: AccessMember, groups: [String]) {
        self.member = member
        self.groups = groups
    }
}

extension AccessList {
    /// The roles on a path with their propagation; only `NoAccess` when that is among them.
    ///
    /// The deepest place with a role for the holder decides alone: nothing from above is added to it.
    func roles(of holder: RoleHolder, on path: String) -> [String: Bool] {
        var isPathItself = true
        for place in AccessPath.ancestors(of: path) {
            defer { isPathItself = false }
            guard let node = nodes[place] else { continue }
            let roles = node.roles(of: holder, isPathItself: isPathItself)
            guard !roles.isEmpty else { continue }
            return roles[RoleName.noAccess].map { [RoleName.noAccess: $0] } ?? roles
        }
        return [:]
    }
}

extension AccessList.Node {
    /// Roles given to the member itself hide those of its groups; roles of several groups are joined.
    fileprivate func roles(of holder: RoleHolder, isPathItself: Bool) -> [String: Bool] {
        let own = (self[holder.member] ?? [:]).filter { isPathItself || $0.value }
        if !own.isEmpty { return own }
        var joined: [String: Bool] = [:]
        for group in holder.groups {
            let roles = (self[.group(group)] ?? [:]).filter { isPathItself || $0.value }
            joined.merge(roles) { $0 || $1 }
        }
        return joined
    }
}

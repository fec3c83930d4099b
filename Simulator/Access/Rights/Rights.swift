/// What one identity may do: the answer to every question about privileges.
///
/// Cheap enough to be asked for every guest of a long list: what guests inherit is counted once, so a guest without
/// entries and pool costs two look-ups. Any other path is walked from its end upwards, and the first place with a
/// role for the identity decides.
/// It holds the access control by value: later changes do not reach it.
package struct Rights: Sendable {
    /// From which the answers come.
    package let access: AccessControl
    /// Whose rights they are.
    package let identity: Identity
    private let source: Source

    private enum Source {
        /// The administrator with a ticket.
        case everything
        /// A token that does not exist.
        case nothing
        case member(RoleHolder)
        /// A token with separate privileges; its user is nil when that is the administrator, who limits nothing.
        case separated(token: RoleHolder, user: RoleHolder?)
    }

    init(of identity: Identity, in access: AccessControl) {
        self.access = access
        self.identity = identity
        switch identity {
        case .user(let user):
            source = Self.source(of: user, in: access)
        case .token(let id):
            guard let token = access.token(id) else {
                source = .nothing
                break
            }
            let ofUser = Self.source(of: id.user, in: access)
            guard token.hasSeparatePrivileges else {
                source = ofUser
                break
            }
            let user: RoleHolder? = if case .member(let holder) = ofUser { holder } else { nil }
            source = .separated(token: RoleHolder(.token(id), groups: [], in: access), user: user)
        }
    }

    private static func source(of user: UserID, in access: AccessControl) -> Source {
        user == .root ? .everything : .member(RoleHolder(.user(user), groups: access.groups(of: user), in: access))
    }

    /// The privileges on a path, each with whether it reaches below.
    ///
    /// - Parameter path: Nil stands for a path that could not be normalised: only the administrator holds anything.
    package func privileges(on path: String?) -> GrantedPrivileges {
        guard let path else { return GrantedPrivileges(all: identity.isRoot ? access.profile.privileges : []) }
        switch source {
        case .everything: return GrantedPrivileges(all: access.profile.privileges)
        case .nothing: return GrantedPrivileges()
        case .member(let holder): return granted(to: holder, on: path)
        case .separated(let token, let user):
            let ofToken = granted(to: token, on: path)
            guard let user else { return ofToken }
            return ofToken.limited(by: granted(to: user, on: path))
        }
    }

    private func granted(to holder: RoleHolder, on path: String) -> GrantedPrivileges {
        let pools = pools(ofMember: path)
        if pools.isEmpty, isGuest(path), access.accessList.nodes[path] == nil { return holder.inheritedByGuests }
        var roles = access.accessList.roles(of: holder, on: path)
        if !roles.keys.contains(RoleName.noAccess) { addRoles(of: holder, on: pools, to: &roles) }
        return GrantedPrivileges(of: roles, in: access)
    }

    private func isGuest(_ path: String) -> Bool {
        path.hasPrefix(Self.guestPrefix) && NameRule.isDecimal(path.utf8.dropFirst(Self.guestPrefix.utf8.count))
    }

    /// Roles on a pool count on its guests and storages too, but not below them.
    private func addRoles(of holder: RoleHolder, on pools: [String], to roles: inout [String: Bool]) {
        for pool in pools {
            for role in access.accessList.roles(of: holder, on: "/pool/\(pool)").keys where roles[role] == nil {
                roles[role] = false
            }
        }
        // Given on the pool, it takes away what is given on the member itself.
        if roles.keys.contains(RoleName.noAccess) { roles = [RoleName.noAccess: false] }
    }

    private func pools(ofMember path: String) -> [String] {
        if path.hasPrefix(Self.guestPrefix) {
            let text = path.dropFirst(Self.guestPrefix.count)
            guard let id = Int(text), String(id) == text else { return [] }
            return access.pools.pool(ofGuest: id).map { [$0] } ?? []
        }
        if path.hasPrefix(Self.storagePrefix) {
            return access.pools.pools(ofStorage: String(path.dropFirst(Self.storagePrefix.count)))
        }
        return []
    }

    private static let guestPrefix = "/vms/"
    private static let storagePrefix = "/storage/"
}

extension AccessControl {
    /// What an identity may do, now.
    package func rights(of identity: Identity) -> Rights {
        Rights(of: identity, in: self)
    }

    /// The privileges of an identity on a path, each with whether it reaches below.
    package func privileges(of identity: Identity, on path: String) -> [Privilege: Bool] {
        rights(of: identity).privileges(on: path).propagation
    }
}

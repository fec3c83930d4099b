/// Who there is and what each may do: the content of Proxmox's `user.cfg` and of the files with the secrets.
///
/// Nothing is cached in it: a question is answered by `Rights`, which looks at one identity's part of it.
package struct AccessControl: Sendable, Equatable {
    /// Decides privileges, built-in roles, paths and texts.
    package var profile: AccessProfile
    /// Where users are authenticated, by name; only their kind matters here.
    package var realms: [String: AuthenticationRealm]
    /// `root@pam` is always among them.
    package internal(set) var users: [UserID: AccessUser]
    /// By name.
    package internal(set) var groups: [String: AccessGroup] = [:]
    /// The roles that were defined, without the built-in ones.
    package internal(set) var customRoles: [String: PrivilegeSet] = [:]
    /// Which roles are given where and to whom.
    package internal(set) var accessList = AccessList()
    /// Guests and storages that are administered together.
    package internal(set) var pools = PoolTable()

    /// A new installation: the realms `pam` and `pve`, and `root@pam` without a password.
    package init(profile: AccessProfile = .version9_2) {
        self.profile = profile
        realms = AuthenticationRealm.builtIn
        users = [.root: AccessUser()]
    }

    /// Privileges of a built-in or defined role; nil when there is none of that name.
    package func privileges(ofRole name: String) -> PrivilegeSet? {
        profile.builtInRoles[name] ?? customRoles[name]
    }

    /// All roles, the built-in ones included.
    package var roles: [String: PrivilegeSet] {
        profile.builtInRoles.merging(customRoles) { builtIn, _ in builtIn }
    }

    /// A token with its settings; nil when the user or the token does not exist.
    package func token(_ id: TokenID) -> APIToken? {
        users[id.user]?.tokens[id.name]
    }

    /// The names of the groups that a user is in, ascending.
    package func groups(of user: UserID) -> [String] {
        groups.filter { $0.value.members.contains(user) }.map(\.key).sorted()
    }
}

extension AccessControl: Codable {
    private enum CodingKeys: String, CodingKey {
        case profile, realms, users, groups, customRoles = "roles", accessList = "acl", pools
    }

    /// Reads what `encode` wrote; parts that are missing are empty, and `root@pam` is added.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(profile: try container.decodeIfPresent(AccessProfile.self, forKey: .profile) ?? .version9_2)
        realms = try container.decodeIfPresent([String: AuthenticationRealm].self, forKey: .realms) ?? realms
        users.merge(try container.decodeIfPresent([UserID: AccessUser].self, forKey: .users) ?? [:]) { $1 }
        groups = try container.decodeIfPresent([String: AccessGroup].self, forKey: .groups) ?? [:]
        customRoles = try container.decodeIfPresent([String: PrivilegeSet].self, forKey: .customRoles) ?? [:]
        accessList = try container.decodeIfPresent(AccessList.self, forKey: .accessList) ?? AccessList()
        pools = try container.decodeIfPresent(PoolTable.self, forKey: .pools) ?? PoolTable()
    }
}

/// What an endpoint asks of its caller before it looks at any parameter: Proxmox's declarative check.
///
/// Paths are templates such as `/vms/{vmid}`, filled from the raw parameters of the request.
package indirect enum PermissionCheck: Sendable, Hashable {
    /// The schema states no permissions: only the ticket of `root@pam` passes.
    case rootOnly
    /// Everybody passes, also without authentication.
    case world
    /// Every authenticated identity passes; what it may see is decided inside the endpoint.
    case anyone
    /// Privileges on one path.
    case privileges(PrivilegeDemand)
    /// Each of them must pass; the first that fails gives the text.
    case all([PermissionCheck])
    /// One of them must pass; the refusal has no text of its own.
    case any([PermissionCheck])
    /// The parameter `userid` names the caller.
    case isCaller
    /// `Realm.AllocateUser` on the realm of the parameter `userid`.
    case mayAllocateUserInRealm
    /// One of the privileges on `/access/groups`, or on groups that the user in the parameter `userid` has to do with.
    case groupsOfUser(privileges: [String], groupsParameter: GroupsParameter?)
    /// May change access control entries on a path: `Permissions.Modify`, or the right to allocate what stands there.
    case mayModifyPermissions(path: String)
    /// The schema states permissions that nobody meets except `root@pam`.
    case nobody

    /// How the parameter `groups` takes part in a check of a user's groups.
    package enum GroupsParameter: String, Sendable, Hashable {
        /// The user does not exist yet: the rights are asked on each named group.
        case create
        /// The user exists: the rights are asked on its groups and on each named group.
        case update
    }
}

/// Privileges that a caller must hold on one path.
package struct PrivilegeDemand: Sendable, Hashable {
    /// With parameter names in braces.
    package let path: String
    /// In the order of the schema, which is the order in refusals.
    package let names: [String]
    /// One privilege is enough; otherwise all are needed.
    package let anyIsEnough: Bool
    /// The check fails without a text when the request lacks this parameter.
    package let requiredParameter: String?

    /// States a demand; nothing is checked here.
    package init(path: String, names: [String], anyIsEnough: Bool = false, requiredParameter: String? = nil) {
        self.path = path
        self.names = names
        self.anyIsEnough = anyIsEnough
        self.requiredParameter = requiredParameter
    }
}

/// Roles that are to be given or taken on one path, as `PUT /access/acl` states them.
package struct AccessListChange: Sendable, Hashable {
    /// As given; it is normalised when the change is made.
    package let path: String
    /// Names of roles.
    package var roles: [String]
    /// To whom, by kind.
    package var users: [String]
    /// Groups by name.
    package var groups: [String]
    /// Tokens by full name.
    package var tokens: [String]
    /// Whether the roles count below the path too.
    package var propagates: Bool
    /// Takes the roles instead of giving them.
    package var removes: Bool

    /// States a change by the texts of Proxmox's lists.
    package init(
        path: String, roles: String, users: String = "", groups: String = "", tokens: String = "",
        propagates: Bool = true, removes: Bool = false
    ) {
        self.path = path
        self.roles = ProxmoxList.split(roles)
        self.users = ProxmoxList.split(users)
        self.groups = ProxmoxList.split(groups)
        self.tokens = ProxmoxList.split(tokens)
        self.propagates = propagates
        self.removes = removes
    }
}

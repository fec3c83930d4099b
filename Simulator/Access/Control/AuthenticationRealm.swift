/// Where the passwords of users are checked.
package struct AuthenticationRealm: Sendable, Hashable, Codable {
    /// Which kind of directory stands behind it.
    package let kind: Kind
    /// Empty when there is none.
    package let comment: String

    /// The kinds that need no server of their own.
    package enum Kind: String, Sendable, Hashable, Codable {
        /// The node's own users.
        case pam
        /// Proxmox's own password file.
        case pve
    }

    /// Describes a realm without its name.
    package init(kind: Kind, comment: String) {
        self.kind = kind
        self.comment = comment
    }

    /// The realms of every installation.
    package static let builtIn = [
        "pam": AuthenticationRealm(kind: .pam, comment: "Linux PAM standard authentication"),
        "pve": AuthenticationRealm(kind: .pve, comment: "Proxmox VE authentication server"),
    ]
}

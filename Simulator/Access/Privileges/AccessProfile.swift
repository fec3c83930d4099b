/// The version of Proxmox whose privileges, roles and texts are played.
package enum AccessProfile: String, Sendable, Hashable, Codable {
    /// Proxmox VE 9.2: guest agent privileges, one text for every failed authentication.
    case version9_2 = "9.2"
    /// Proxmox VE 8.4: `VM.Monitor`, a detailed text for every failed authentication.
    case version8_4 = "8.4"

    /// Every privilege that the version knows; a role cannot hold another.
    package var privileges: PrivilegeSet {
        switch self {
        case .version9_2: Self.privileges9_2
        case .version8_4: Self.privileges8_4
        }
    }

    /// The roles that exist without being defined and cannot be changed.
    package var builtInRoles: [String: PrivilegeSet] {
        switch self {
        case .version9_2: Self.roles9_2
        case .version8_4: Self.roles8_4
        }
    }

    private static let privileges9_2 = BuiltInRoles(.version9_2).everything
    private static let privileges8_4 = BuiltInRoles(.version8_4).everything
    private static let roles9_2 = BuiltInRoles(.version9_2).roles
    private static let roles8_4 = BuiltInRoles(.version8_4).roles
}

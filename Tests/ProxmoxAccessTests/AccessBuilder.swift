import ProxmoxAccess
import Testing

/// Access control as a `user.cfg` states it, so that tests read like Proxmox's own file.
func accessControl(_ userConfiguration: String, profile: AccessProfile = .version9_2) -> AccessControl {
    UserConfigurationReader(userConfiguration, profile: profile).access
}

/// Whatever the text names: a user or a token.
func identity(_ text: String) throws -> Identity {
    guard let identity = Identity(text) else { throw NoSuchIdentity(text: text) }
    return identity
}

struct NoSuchIdentity: Error {
    let text: String
}

extension AccessControl {
    /// The names of the privileges on a path, ascending.
    func names(of identityText: String, on path: String) throws -> [String] {
        try privileges(of: identity(identityText), on: path).keys.map(\.rawValue).sorted()
    }
}

/// The refusal of a demand or a change; nil when there is none.
func refused(_ attempt: () throws -> Void) -> AccessFailure? {
    do {
        try attempt()
        return nil
    } catch let failure as AccessFailure {
        return failure
    } catch {
        Issue.record(error)
        return nil
    }
}

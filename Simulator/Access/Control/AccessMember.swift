/// To whom a role can be given.
package enum AccessMember: Sendable, Hashable {
    case user(UserID)
    case group(String)
    case token(TokenID)

    /// The word for it in Proxmox's listing.
    package enum Kind: String, Sendable, Hashable, Codable {
        case user, group, token
    }

    init?(kind: Kind, name: String) {
        switch kind {
        case .user:
            guard let user = UserID(ifValid: name) else { return nil }
            self = .user(user)
        case .group:
            guard NameRule.isWord(name) else { return nil }
            self = .group(name)
        case .token:
            guard let token = TokenID(name) else { return nil }
            self = .token(token)
        }
    }

    /// Which of the three it is.
    package var kind: Kind {
        switch self {
        case .user: .user
        case .group: .group
        case .token: .token
        }
    }

    /// Without the `@` that stands before a group's name in `user.cfg`.
    package var name: String {
        switch self {
        case .user(let user): user.text
        case .group(let name): name
        case .token(let token): token.text
        }
    }
}

extension AccessMember: Comparable {
    /// By kind, then by name.
    package static func < (left: AccessMember, right: AccessMember) -> Bool {
        (left.kind.rawValue, left.name) < (right.kind.rawValue, right.name)
    }
}

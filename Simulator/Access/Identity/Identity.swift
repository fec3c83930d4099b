/// Who asks: a user with a ticket, or one of its tokens.
///
/// A token of `root@pam` is never `root@pam`: every rule for root alone refuses it.
package enum Identity: Sendable, Hashable {
    /// Authenticated by a ticket.
    case user(UserID)
    /// Authenticated by a token's secret.
    case token(TokenID)

    /// The administrator with a ticket, for whom nothing is checked.
    package static let root = Identity.user(.root)

    /// Reads either form; nil when the text has neither.
    package init?(_ text: String) {
        if let token = TokenID(text) {
            self = .token(token)
        } else if let user = UserID(ifValid: text) {
            self = .user(user)
        } else {
            return nil
        }
    }

    /// As tasks and logs name it.
    package var text: String {
        switch self {
        case .user(let user): user.text
        case .token(let token): token.text
        }
    }

    /// The user itself, or whose token it is.
    package var user: UserID {
        switch self {
        case .user(let user): user
        case .token(let token): token.user
        }
    }

    /// Whether every check is passed over.
    package var isRoot: Bool { self == .root }

    /// Whether this is the other identity or the user to whom that token belongs.
    ///
    /// A user sees the tasks of its tokens; a token sees only its own.
    package func owns(_ other: Identity) -> Bool {
        self == other || self == .user(other.user)
    }
}

extension Identity: CustomStringConvertible {
    /// As tasks and logs name it.
    package var description: String { text }
}

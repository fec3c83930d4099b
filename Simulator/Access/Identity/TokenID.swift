/// An API token of a user, `alice@pve!deploy`.
package struct TokenID: Sendable, Hashable, Comparable {
    /// Whose token it is.
    package let user: UserID
    /// The part behind the exclamation mark.
    package let name: String

    /// Joins a user and the name of one of its tokens; nil when the name cannot be one.
    package init?(user: UserID, name: String) {
        guard NameRule.isRealm(name[...]) else { return nil }
        self.user = user
        self.name = name
    }

    /// Nil when the text has not the shape of a token.
    package init?(_ text: String) {
        guard let mark = text.lastIndex(of: "!"), let user = UserID(shape: String(text[..<mark])) else { return nil }
        self.init(user: user, name: String(text[text.index(after: mark)...]))
    }

    /// As written in every interface.
    package var text: String { "\(user.text)!\(name)" }

    /// By text.
    package static func < (left: TokenID, right: TokenID) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension TokenID: CustomStringConvertible {
    /// As written in every interface.
    package var description: String { text }
}

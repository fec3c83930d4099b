/// Changes of tokens, with Proxmox's refusals.
extension AccessControl {
    /// Adds a token to a user; only the digest of its secret is kept.
    ///
    /// - Returns: The full name of the token.
    @discardableResult
    package mutating func addToken(
        _ name: String, of id: String, _ change: TokenChange = TokenChange(), secret: String
    ) throws(AccessFailure) -> TokenID {
        let user = try UserID(id)
        try requireUser(user)
        guard users[user]?.tokens[name] == nil else { throw .parameters(["tokenid": "Token already exists."]) }
        guard let token = TokenID(user: user, name: name) else {
            throw .failed("value '\(user)!\(name)' does not look like a valid token ID")
        }
        var added = APIToken()
        added.secret = SecretDigest(of: secret)
        users[user]?.tokens[name] = added
        apply(change, to: token)
        return token
    }

    /// Changes the named settings of a token; a new secret makes the old one useless.
    package mutating func changeToken(
        _ name: String, of id: String, _ change: TokenChange, secret: String? = nil
    ) throws(AccessFailure) {
        let token = try requireToken(name, of: id)
        apply(change, to: token)
        if let secret { users[token.user]?.tokens[name]?.secret = SecretDigest(of: secret) }
    }

    /// Removes a token and what was given to it.
    package mutating func removeToken(_ name: String, of id: String) throws(AccessFailure) {
        let token = try requireToken(name, of: id)
        users[token.user]?.tokens[name] = nil
        accessList.keep { $0.member != .token(token) }
    }

    /// Demands that a user has a token of that name.
    @discardableResult
    package func requireToken(_ name: String, of id: String) throws(AccessFailure) -> TokenID {
        let user = try UserID(id)
        try requireUser(user)
        guard users[user]?.tokens[name] != nil, let token = TokenID(user: user, name: name) else {
            throw .failed("no such token '\(name)' for user '\(user)'")
        }
        return token
    }

    private mutating func apply(_ change: TokenChange, to token: TokenID) {
        if let separate = change.hasSeparatePrivileges {
            users[token.user]?.tokens[token.name]?.hasSeparatePrivileges = separate
        }
        if let expiry = change.expirySeconds { users[token.user]?.tokens[token.name]?.expirySeconds = expiry }
        if let comment = change.comment { users[token.user]?.tokens[token.name]?.comment = comment }
    }
}

/// Settings of a token that are to be set; nil leaves a setting as it is.
package struct TokenChange: Sendable, Hashable {
    /// Whether the token has only what was given to it and its user has too.
    package var hasSeparatePrivileges: Bool?
    /// Seconds since 1970; 0 is never.
    package var expirySeconds: Int?
    /// An empty text removes the comment.
    package var comment: String?

    /// States settings.
    package init(hasSeparatePrivileges: Bool? = nil, expirySeconds: Int? = nil, comment: String? = nil) {
        self.hasSeparatePrivileges = hasSeparatePrivileges
        self.expirySeconds = expirySeconds
        self.comment = comment
    }
}

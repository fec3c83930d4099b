/// A token of a user without its name.
package struct APIToken: Sendable, Hashable {
    /// The token has only privileges that were given to it *and* that its user has; otherwise those of its user.
    package var hasSeparatePrivileges = true
    /// Seconds since 1970 after which authentication fails; 0 is never, nil was never set.
    package var expirySeconds: Int?
    /// Empty when there is none.
    package var comment = ""
    /// Nil when nobody can authenticate with it, as after reading a `user.cfg`, which holds no secrets.
    package var secret: SecretDigest?

    /// A token with separate privileges that never expires.
    package init() {}
}

extension APIToken: Codable {
    private enum CodingKeys: String, CodingKey {
        case hasSeparatePrivileges = "privsep", expirySeconds = "expire", comment, secret = "secret_sha256"
    }

    /// Takes Proxmox's defaults for what is missing.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        hasSeparatePrivileges = try container.decodeIfPresent(Bool.self, forKey: .hasSeparatePrivileges) ?? true
        expirySeconds = try container.decodeIfPresent(Int.self, forKey: .expirySeconds)
        comment = try container.decodeIfPresent(String.self, forKey: .comment) ?? ""
        secret = try container.decodeIfPresent(SecretDigest.self, forKey: .secret)
    }
}

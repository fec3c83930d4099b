/// A user without its name.
package struct AccessUser: Sendable, Hashable {
    /// A disabled user cannot authenticate, nor can its tokens.
    package var isEnabled = true
    /// Seconds since 1970 after which authentication fails; 0 is never.
    package var expirySeconds = 0
    /// Given name; like the other personal data empty when there is none.
    package var firstName = ""
    /// Family name.
    package var lastName = ""
    /// Not checked here.
    package var email = ""
    /// Free text.
    package var comment = ""
    /// Second factors in the old form; kept, never used.
    package var keys = ""
    /// By name.
    package var tokens: [String: APIToken] = [:]
    /// Nil when the user cannot log in with a password.
    package var password: SecretDigest?

    /// An enabled user that never expires.
    package init() {}
}

extension AccessUser: Codable {
    private enum CodingKeys: String, CodingKey {
        case isEnabled = "enable", expirySeconds = "expire", firstName = "firstname", lastName = "lastname"
        case email, comment, keys, tokens, password = "password_sha256"
    }

    /// Takes Proxmox's defaults for what is missing.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        isEnabled = try container.decodeIfPresent(Bool.self, forKey: .isEnabled) ?? true
        expirySeconds = try container.decodeIfPresent(Int.self, forKey: .expirySeconds) ?? 0
        firstName = try container.decodeIfPresent(String.self, forKey: .firstName) ?? ""
        lastName = try container.decodeIfPresent(String.self, forKey: .lastName) ?? ""
        email = try container.decodeIfPresent(String.self, forKey: .email) ?? ""
        comment = try container.decodeIfPresent(String.self, forKey: .comment) ?? ""
        keys = try container.decodeIfPresent(String.self, forKey: .keys) ?? ""
        tokens = try container.decodeIfPresent([String: APIToken].self, forKey: .tokens) ?? [:]
        password = try container.decodeIfPresent(SecretDigest.self, forKey: .password)
    }
}

/// What cloud-init sets up at a machine's first boot.
package struct CloudInit: Hashable, Codable, Sendable {
    /// The login name.
    package var user: String?
    /// Public keys that may log in.
    package var authorizedKeys: [String]

    package init(user: String? = nil, authorizedKeys: [String] = []) {
        self.user = user
        self.authorizedKeys = authorizedKeys
    }
}

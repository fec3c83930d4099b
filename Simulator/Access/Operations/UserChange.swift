/// Settings of a user that are to be set; nil leaves a setting as it is.
package struct UserChange: Sendable, Hashable {
    /// Whether the user may authenticate.
    package var isEnabled: Bool?
    /// Seconds since 1970; 0 is never.
    package var expirySeconds: Int?
    /// Given name.
    package var firstName: String?
    /// Family name.
    package var lastName: String?
    /// Not checked here.
    package var email: String?
    /// Free text.
    package var comment: String?
    /// Second factors in the old form.
    package var keys: String?
    /// In which groups the user is to be.
    package var groups: [String]?
    /// Whether the user stays in the groups where it is.
    package var keepsGroups = false

    /// Sets nothing.
    package init() {}

    /// Reads the list form of the parameter `groups`.
    package mutating func setGroups(list: String) {
        groups = ProxmoxList.split(list)
    }
}

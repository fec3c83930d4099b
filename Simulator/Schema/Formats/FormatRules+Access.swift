extension FormatRules {
    static let access: [String: FormatRule] = [
        "pve-userid": .check { value, _ in userFailure(of: value) },
        "pve-tokenid": .pattern(
            #"[^\s:/]+\@\#(realm)!\#(realm)"#, "value '{}' does not look like a valid token ID"),
        "pve-realm": .pattern(realm, "value does not look like a valid realm"),
        "pve-groupid": .pattern(#"[A-Za-z0-9\.\-_]+"#, "group name '{}' contains invalid characters"),
        "pve-roleid": .pattern(#"[A-Za-z0-9\.\-_]+"#, "role name '{}' contains invalid characters"),
        "pve-poolid": .check { value, _ in poolFailure(of: value) },
        "pve-priv": .word(of: "privileges", "invalid privilege '{}'"),
        "pve-tfa-secret": .pattern(
            "(v2-0x[0-9a-fA-F]{16,128}|v2-[A-Z2-7=]{16,128}|[A-Z2-7=]{16}|[A-Fa-f0-9]{40})",
            "unable to decode TFA secret"),
        "ldap-simple-attr": .pattern(
            "[a-zA-Z0-9]+", "value '{}' does not look like a simple ldap attribute name"),
    ]

    private static let realm = #"[A-Za-z][A-Za-z0-9\.\-_]+"#
    private static let user = PerlPattern(#"[^\s:/]+\@\#(realm)"#)
    private static let pool = PerlPattern(#"[A-Za-z0-9\.\-_]+(?:/[A-Za-z0-9\.\-_]+){0,2}"#)

    /// A name and a realm: 3 to 64 characters.
    private static func userFailure(of value: String) -> String? {
        let value = PerlText.isTrue(value) ? value : ""
        let length = value.unicodeScalars.count
        if length < 3 { return "user name '\(value)' is too short" }
        if length > 64 { return "user name '\(value)' is too long (\(length) > 64)" }
        return user.matches(value) ? nil : "value '\(value)' does not look like a valid user name"
    }

    /// Up to three names, separated by slashes.
    private static func poolFailure(of value: String) -> String? {
        if PerlText.parts(of: value, at: "/").count > 3 {
            return "pool name '\(value)' nested too deeply (max levels = 3)"
        }
        return pool.matches(value) ? nil : "pool name '\(value)' contains invalid characters"
    }
}

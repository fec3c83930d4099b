package import PhoenixModel

/// What `/access/permissions` answers: privileges by path, each `1` if it reaches below, else `0` (behaviour 4.10).
package struct PermissionsAnswer: Decodable, Hashable, Sendable {
    let granted: [ObjectPath: [PrivilegeName: Bool]]

    package init(from decoder: any Decoder) throws {
        let paths = try decoder.singleValueContainer().decode([String: [String: LenientFlag]].self)
        granted = Dictionary(
            uniqueKeysWithValues: paths.map { path, privileges in
                (
                    ObjectPath(path),
                    Dictionary(uniqueKeysWithValues: privileges.map { (PrivilegeName($0.key), $0.value.value) })
                )
            })
    }
}

extension PermissionsAnswer {
    /// Whether a privilege is held on a path that is told, be it handed down or not.
    func holds(_ privilege: PrivilegeName, on path: ObjectPath) -> Bool { granted[path]?[privilege] != nil }
}

/// What `/version` answers.
package struct VersionAnswer: Decodable, Hashable, Sendable {
    /// Such as `9.2.3`.
    let version: String
}

extension Endpoint {
    /// Everything that the caller holds anywhere.
    package static func permissions() -> Self where Answer == PermissionsAnswer {
        Endpoint(.get, "/access/permissions")
    }

    /// What the caller holds on one path, told also when it is nothing.
    package static func permissions(on path: ObjectPath) -> Self where Answer == PermissionsAnswer {
        Endpoint(.get, "/access/permissions", ["path": path.text])
    }

    static func version() -> Self where Answer == VersionAnswer { Endpoint(.get, "/version") }
}

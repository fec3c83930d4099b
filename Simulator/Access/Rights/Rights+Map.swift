/// The answer of `GET /access/permissions`.
extension Rights {
    /// Privileges by path, each with whether it reaches below; paths without any are left out.
    ///
    /// Paths are the fixed ones, those of the access list with everything above them, and the members of pools.
    package var effectivePermissions: [String: [Privilege: Bool]] {
        var paths = Set(Self.fixedPaths + access.accessList.paths)
        for name in access.pools.names {
            paths.formUnion(access.pools[name]?.guests.map { "/vms/\($0)" } ?? [])
            paths.formUnion(access.pools[name]?.storages.map { "/storage/\($0)" } ?? [])
        }
        var permissions: [String: [Privilege: Bool]] = [:]
        for path in paths {
            let granted = privileges(on: path)
            if !granted.isEmpty { permissions[path] = granted.propagation }
        }
        return permissions
    }

    /// The permissions that this identity asks for: its own, those of its tokens, and with `Sys.Audit` on `/access`
    /// those of everybody.
    ///
    /// - Parameters:
    ///   - other: The parameter `userid` as it was given.
    ///   - path: The parameter `path` as it was given; its answer is there also when nothing is held.
    package func permissions(
        of other: String?, on path: String?
    ) throws(AccessFailure) -> [String: [Privilege: Bool]] {
        guard let other else { return permissions(on: path) }
        let asked = Identity(other)
        if asked.map(identity.owns) != true { try require([.sysAudit], on: "/access") }
        // Whoever cannot exist holds nothing.
        guard let asked else { return path.map { [$0: [:]] } ?? [:] }
        return access.rights(of: asked).permissions(on: path)
    }

    private func permissions(on path: String?) -> [String: [Privilege: Bool]] {
        guard let path, !path.isEmpty else { return effectivePermissions }
        return [path: privileges(on: path).propagation]
    }

    private static let fixedPaths = [
        "/", "/access", "/access/groups", "/nodes", "/pool", "/sdn", "/storage", "/vms",
    ]
}

/// Questions with a yes or no.
extension Rights {
    /// Whether a privilege is held on a path.
    package func holds(_ privilege: Privilege, on path: String) -> Bool {
        privileges(on: path).held.contains(privilege)
    }

    /// Whether at least one of the privileges is held on a path.
    package func holdsAny(_ privileges: [Privilege], on path: String) -> Bool {
        !self.privileges(on: path).held.isDisjoint(with: PrivilegeSet(privileges))
    }

    /// Whether a guest is listed; lists leave the others out without a word.
    package func maySee(guest id: Int) -> Bool {
        holds(.vmAudit, on: "/vms/\(id)")
    }

    /// Whether a storage is listed.
    package func maySee(storage name: String) -> Bool {
        holdsAny([.datastoreAudit, .datastoreAllocateSpace], on: "/storage/\(name)")
    }

    /// Whether a task is listed and its log may be read: one's own always, others' with `Sys.Audit` on the node.
    package func maySee(taskOf owner: Identity, on node: String) -> Bool {
        identity.owns(owner) || holds(.sysAudit, on: "/nodes/\(node)")
    }

    /// Whether a bridge is listed: a right on it or on one of its VLANs is enough.
    package func maySee(bridge: String, zone: String = Bridge.localZone) -> Bool {
        let path = "/sdn/zones/\(zone)/\(bridge)"
        let privileges: [Privilege] = [.sdnAudit, .sdnUse]
        if holdsAny(privileges, on: path) { return true }
        return access.accessList.paths.contains { $0.hasPrefix(path + "/") && holdsAny(privileges, on: $0) }
    }
}

/// Demands: nothing happens when they are met, and the refusal has Proxmox's words otherwise.
extension Rights {
    /// Demands all privileges; the refusal names the first that is missing.
    package func require(_ privileges: [Privilege], on path: String) throws(AccessFailure) {
        let held = self.privileges(on: path).held
        for privilege in privileges where !held.contains(privilege) {
            throw .forbidden(what: "\(path), \(privilege.rawValue)")
        }
    }

    /// Demands one of the privileges; the refusal names them all.
    package func requireAny(_ privileges: [Privilege], on path: String) throws(AccessFailure) {
        guard holdsAny(privileges, on: path) else {
            throw .forbidden(what: "\(path), \(privileges.map(\.rawValue).joined(separator: "|"))")
        }
    }

    /// Demands privileges on a guest, which the pool that it is created in can give too.
    package func require(
        _ privileges: [Privilege], onGuest id: Int, in pool: String?, anyIsEnough: Bool = false
    ) throws(AccessFailure) {
        if let pool, !pool.isEmpty {
            let held = self.privileges(on: "/pool/\(pool)").held
            let wanted = PrivilegeSet(privileges)
            if anyIsEnough ? !held.isDisjoint(with: wanted) : held.isSuperset(of: wanted) { return }
        }
        if anyIsEnough {
            try requireAny(privileges, on: "/vms/\(id)")
        } else {
            try require(privileges, on: "/vms/\(id)")
        }
    }

    /// Demands the right to create a guest, on its id or on the pool; the refusal names nothing.
    package func requireAllocation(ofGuest id: Int, in pool: String?) throws(AccessFailure) {
        if holds(.vmAllocate, on: "/vms/\(id)") { return }
        if let pool, !pool.isEmpty, holds(.vmAllocate, on: "/pool/\(pool)") { return }
        throw .forbidden(what: nil)
    }

    /// Demands that a pool exists.
    package func requirePool(_ name: String) throws(AccessFailure) {
        guard access.pools[name] != nil else { throw .forbidden(what: "pool '\(name)' does not exist") }
    }

    /// Demands the right to change access entries on a path; nil stands for a path that could not be normalised.
    package func requirePermissionsModify(on path: String?) throws(AccessFailure) {
        guard let path else { return try require([.permissionsModify], on: "/access") }
        try requireAny(Self.permissionsModifyAlternatives(on: path), on: path)
    }

    /// The administrator of a storage, a guest or a pool may hand on what it has there.
    static func permissionsModifyAlternatives(on path: String) -> [Privilege] {
        let allocation: [(prefix: String, privilege: Privilege)] = [
            ("/storage/", .datastoreAllocate), ("/vms/", .vmAllocate), ("/pool/", .poolAllocate),
        ]
        return [.permissionsModify]
            + allocation.filter { path.hasPrefix($0.prefix) && path.utf8.count > $0.prefix.utf8.count }.map(\.privilege)
    }
}

/// Changes of roles, with Proxmox's refusals.
extension AccessControl {
    /// Adds a role with privileges given as a list.
    package mutating func addRole(_ name: String, privileges list: String = "") throws(AccessFailure) {
        if name.lowercased().hasPrefix("pve") {
            let text = "cannot use role ID starting with the (case-insensitive) 'PVE' namespace"
            throw .parameters(["roleid": text])
        }
        guard NameRule.isWord(name) else { throw .failed("role name '\(name)' contains invalid characters") }
        do throws(AccessFailure) {
            guard privileges(ofRole: name) == nil else { throw .failed("role '\(name)' already exists") }
            customRoles[name] = try privileges(in: list)
        } catch { throw error.during("create role failed") }
    }

    /// Replaces the privileges of a role, or adds to them.
    package mutating func changeRole(
        _ name: String, privileges list: String, appending: Bool = false
    ) throws(AccessFailure) {
        if profile.builtInRoles[name] != nil { throw .failed("auto-generated role '\(name)' cannot be modified") }
        do throws(AccessFailure) {
            let existing = try requireRole(name)
            customRoles[name] = try privileges(in: list).union(appending ? existing : [])
        } catch { throw error.during("update role failed") }
    }

    /// Removes a role; what was given with it is gone with it.
    package mutating func removeRole(_ name: String) throws(AccessFailure) {
        if profile.builtInRoles[name] != nil { throw .failed("auto-generated role '\(name)' cannot be deleted") }
        do throws(AccessFailure) { try requireRole(name) } catch { throw error.during("delete role failed") }
        customRoles[name] = nil
        accessList.keep { $0.role != name }
    }

    /// The privileges of a role that must exist.
    @discardableResult
    package func requireRole(_ name: String) throws(AccessFailure) -> PrivilegeSet {
        guard let privileges = privileges(ofRole: name) else { throw .failed("role '\(name)' does not exist") }
        return privileges
    }

    private func privileges(in list: String) throws(AccessFailure) -> PrivilegeSet {
        var privileges: PrivilegeSet = []
        for name in ProxmoxList.split(list) {
            guard let privilege = Privilege(rawValue: name), profile.privileges.contains(privilege) else {
                throw .failed("invalid privilege '\(name)'")
            }
            privileges.insert(PrivilegeSet([privilege]))
        }
        return privileges
    }
}

/// Privileges held on one path.
package struct GrantedPrivileges: Sendable, Hashable {
    /// Held on the path.
    package private(set) var held: PrivilegeSet = []
    /// Those of them that reach below it.
    package private(set) var propagated: PrivilegeSet = []

    init() {}

    init(all privileges: PrivilegeSet) {
        held = privileges
        propagated = privileges
    }

    /// What roles give, each with its propagation.
    init(of roles: [String: Bool], in access: AccessControl) {
        for (role, propagates) in roles { add(access.privileges(ofRole: role) ?? [], propagates: propagates) }
    }

    private mutating func add(_ privileges: PrivilegeSet, propagates: Bool) {
        held.formUnion(privileges)
        if propagates { propagated.formUnion(privileges) }
    }

    func limited(by other: GrantedPrivileges) -> GrantedPrivileges {
        var limited = GrantedPrivileges()
        limited.held = held.intersection(other.held)
        limited.propagated = propagated.intersection(other.propagated)
        return limited
    }

    /// Whether none is held.
    package var isEmpty: Bool { held.isEmpty }

    /// Each privilege with whether it reaches below.
    package var propagation: [Privilege: Bool] {
        Dictionary(uniqueKeysWithValues: held.privileges.map { ($0, propagated.contains($0)) })
    }
}

/// Which options of a guest a caller may set, change and delete.
///
/// Nothing is checked for the administrator with a ticket. Options come one after the other in the order of their
/// names, where Proxmox takes the chance order of a hash: of several refusals the first by name is told.
package struct GuestOptionRights: Sendable {
    let rights: Rights
    let guest: Int
    let pool: String?
    let tags: TagPolicy
    let zones: [String: String]

    /// - Parameters:
    ///   - rights: Of the caller.
    ///   - guest: Id of the guest that is created or changed.
    ///   - pool: The pool that a creation names; its roles count besides those on the guest.
    ///   - tags: The cluster's rules for tags.
    ///   - zones: The zone of every bridge that a software-defined network owns.
    package init(
        rights: Rights, guest: Int, pool: String? = nil, tags: TagPolicy = TagPolicy(), zones: [String: String] = [:]
    ) {
        self.rights = rights
        self.guest = guest
        self.pool = pool
        self.tags = tags
        self.zones = zones
    }

    func require(_ privileges: [Privilege], anyIsEnough: Bool = false) throws(AccessFailure) {
        try rights.require(privileges, onGuest: guest, in: pool, anyIsEnough: anyIsEnough)
    }

    /// Tags are the guest's alone: roles on the pool of a creation do not count.
    func requireTags(changing old: String?, to new: String?) throws(AccessFailure) {
        try rights.require([.vmConfigOptions], on: "/vms/\(guest)")
        try tags.require(changing: old, to: new, by: rights)
    }
}

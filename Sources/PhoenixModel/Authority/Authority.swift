/// What the host lets Phoenix do.
package enum Authority: Hashable, Codable, Sendable {
    /// Everything: nobody checks, as on the simulated host in process.
    case unlimited
    /// What Proxmox's access control gives, and the ways around it.
    case limited(Permissions)
}

/// What one caller of Proxmox's API may do, and where it reaches further than the API does.
package struct Permissions: Hashable, Codable, Sendable {
    package var caller: Caller
    /// Decides which privileges there are.
    package var version: ProxmoxVersion
    /// What is held by path, and whether it reaches below; a path without anything says that nothing is held there.
    package var granted: [ObjectPath: [PrivilegeName: Bool]]
    /// The nodes whose own shell is at hand.
    package var shellNodes: Set<NodeName>

    /// Who calls.
    package enum Caller: Hashable, Codable, Sendable {
        /// `root@pam` with its password, which may do everything that the API can do.
        case root
        /// A user with a ticket, such as `phoenix@pve`.
        case user(String)
        /// A token, such as `phoenix@pve!phoenix`; `root@pam`'s own tokens are among them (behaviour 4.5).
        case token(String)
    }

    package init(
        caller: Caller, version: ProxmoxVersion, granted: [ObjectPath: [PrivilegeName: Bool]] = [:],
        shellNodes: Set<NodeName> = []
    ) {
        self.caller = caller
        self.version = version
        self.granted = granted
        self.shellNodes = shellNodes
    }
}

extension Permissions {
    /// Whether a privilege is held on a path.
    ///
    /// A path that is told decides for itself. For any other the next place above that hands anything down decides alone, as
    /// Proxmox's deepest entry hides those above it (behaviour 4.7). Proxmox does not tell a path on which nothing is held, so a
    /// place that takes everything away (`NoAccess`) is seen only if it was asked for by its name.
    package func holds(_ privilege: PrivilegeName, on path: ObjectPath) -> Bool {
        if caller == .root { return true }
        if let told = granted[path] { return told[privilege] != nil }
        var place = path
        while let above = place.parent {
            place = above
            guard let told = granted[place] else { continue }
            if told.isEmpty { return false }
            if told.values.contains(true) { return told[privilege] == true }
        }
        return false
    }

    /// What is left when Proxmox forgets what was given on a path, as it does when a guest is destroyed (behaviour 9.5).
    package func forgetting(_ path: ObjectPath) -> Permissions {
        var left = self
        left.granted[path] = nil
        return left
    }
}

/// Changes of users, with Proxmox's refusals.
extension AccessControl {
    /// Adds a user; a password is kept as its digest.
    package mutating func addUser(
        _ id: String, _ change: UserChange, password: String? = nil
    ) throws(AccessFailure) {
        do throws(AccessFailure) {
            let user = try UserID(id)
            guard users[user] == nil else { throw .failed("user '\(user)' already exists") }
            if password != nil { try requireRealm(of: user) }
            var added = AccessUser()
            added.password = password.map(SecretDigest.init)
            try requireGroups(change.groups ?? [])
            users[user] = added
            apply(change, to: user)
        } catch { throw error.during("create user failed") }
    }

    /// Changes the named settings; groups are replaced, or added when `change` says so.
    package mutating func changeUser(_ id: String, _ change: UserChange) throws(AccessFailure) {
        let user = try UserID(id)
        do throws(AccessFailure) {
            try requireUser(user)
            try requireGroups(change.groups ?? [])
        } catch { throw error.during("update user failed") }
        apply(change, to: user)
    }

    /// Removes a user with its tokens, its memberships and what was given to it.
    ///
    /// The administrator comes back at once: it always exists.
    package mutating func removeUser(_ id: String) throws(AccessFailure) {
        let user = try UserID(id)
        users[user] = user == .root ? AccessUser() : nil
        for name in groups.keys { groups[name]?.members.remove(user) }
        accessList.keep { entry in
            switch entry.member {
            case .user(let member): member != user
            case .token(let token): token.user != user
            case .group: true
            }
        }
    }

    /// Sets the password with which a user logs in.
    package mutating func setPassword(_ password: String, of id: String) throws(AccessFailure) {
        let user = try UserID(id)
        try requireUser(user)
        try requireRealm(of: user)
        users[user]?.password = SecretDigest(of: password)
    }

    /// Demands that a user exists.
    package func requireUser(_ user: UserID) throws(AccessFailure) {
        guard users[user] != nil else { throw .failed("no such user ('\(user)')") }
    }

    private func requireRealm(of user: UserID) throws(AccessFailure) {
        guard realms[String(user.realm)] != nil else { throw .failed("auth domain '\(user.realm)' does not exist") }
    }

    private func requireGroups(_ names: [String]) throws(AccessFailure) {
        for name in names where groups[name] == nil { throw .failed("no such group '\(name)'") }
    }

    private mutating func apply(_ change: UserChange, to user: UserID) {
        if let isEnabled = change.isEnabled { users[user]?.isEnabled = isEnabled }
        if let expiry = change.expirySeconds { users[user]?.expirySeconds = expiry }
        if let firstName = change.firstName { users[user]?.firstName = firstName }
        if let lastName = change.lastName { users[user]?.lastName = lastName }
        if let email = change.email { users[user]?.email = email }
        if let comment = change.comment { users[user]?.comment = comment }
        if let keys = change.keys { users[user]?.keys = keys }
        guard let joined = change.groups else { return }
        if !change.keepsGroups {
            for name in groups.keys { groups[name]?.members.remove(user) }
        }
        for name in joined { groups[name]?.members.insert(user) }
    }
}

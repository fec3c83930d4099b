/// Recognises callers: the first thing that happens to a request, before its path is looked up.
package struct Authentication: Sendable {
    private let access: AccessControl
    private let ticket: Ticket
    private let nowSeconds: Int

    /// - Parameter nowSeconds: Seconds since 1970.
    package init(access: AccessControl, key: TicketKey, nowSeconds: Int) {
        self.access = access
        ticket = Ticket(key: key)
        self.nowSeconds = nowSeconds
    }

    /// Who asks; nil where nobody needs to authenticate.
    ///
    /// - Parameters:
    ///   - method: In upper case.
    ///   - path: Behind the format, such as `/nodes/pve1/lxc`.
    package func identity(
        of credentials: Credentials, method: String, path: String
    ) throws(AuthenticationFailure) -> Identity? {
        if OpenEndpoint.includes(method: method, path: path) { return nil }
        let identity = try identity(of: credentials.proof)
        let isUpload = try isPermittedUpload(method: method, path: path, by: identity)
        if case .user(let user) = identity, method != "GET", !isUpload {
            guard ticket.accepts(csrfToken: credentials.csrfToken ?? "", of: user, now: nowSeconds) else {
                throw .invalidCSRFToken
            }
        }
        return identity
    }

    private func identity(of proof: Credentials.Proof) throws(AuthenticationFailure) -> Identity {
        switch proof {
        case .none: throw .noTicket
        case .ticket(let text):
            guard let user = ticket.user(of: text, now: nowSeconds) else {
                throw refused("permission denied - invalid PVE ticket")
            }
            try requireEnabled(user)
            return .user(user)
        case .token(let text): return .token(try token(text))
        }
    }

    private func token(_ text: String) throws(AuthenticationFailure) -> TokenID {
        // A secret cannot hold an equals sign: Proxmox parts the text at the last one.
        guard let sign = text.lastIndex(of: "=") else { throw refused("no tokenid specified") }
        guard let id = TokenID(String(text[..<sign])) else {
            throw refused("'\(text[..<sign])' is not a valid token ID - not able to split into user and token parts")
        }
        try requireEnabled(id.user)
        guard let token = access.token(id) else { throw refused("no such token '\(id.name)' for user '\(id.user)'") }
        if let expiry = token.expirySeconds, expiry != 0, expiry < nowSeconds {
            throw refused("token '\(id.name)' access expired")
        }
        guard token.secret?.matches(String(text[text.index(after: sign)...])) == true else {
            throw refused("invalid token value!")
        }
        return id
    }

    private func requireEnabled(_ user: UserID) throws(AuthenticationFailure) {
        if let reason = access.reasonAgainst(user, nowSeconds: nowSeconds) { throw refused(reason) }
    }

    private func refused(_ reason: String) -> AuthenticationFailure {
        .of(reason, in: access.profile)
    }

    /// A form of a web page cannot set headers, so the right to upload takes the place of the token against forgery.
    private func isPermittedUpload(
        method: String, path: String, by identity: Identity
    ) throws(AuthenticationFailure) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard method == "POST", parts.count == 6, parts[0].isEmpty, parts[1] == "nodes", parts[3] == "storage",
            parts[5] == "upload", !parts[2].isEmpty, !parts[4].isEmpty
        else { return false }
        let check = PermissionCheck.privileges(
            PrivilegeDemand(path: "/storage/\(parts[4])", names: [Privilege.datastoreAllocateTemplate.rawValue]))
        do throws(AccessFailure) {
            try check.require(of: access.rights(of: identity), parameters: [:])
        } catch { throw AuthenticationFailure(status: error.status, String(error.message.dropLast())) }
        return true
    }
}

extension AccessControl {
    /// Why a user may not authenticate; nil when it may.
    func reasonAgainst(_ user: UserID, nowSeconds: Int) -> String? {
        guard let found = users[user] else { return "no such user ('\(user)')" }
        if !found.isEnabled { return "user '\(user)' is disabled" }
        if found.expirySeconds != 0, found.expirySeconds < nowSeconds { return "user '\(user)' access expired" }
        return nil
    }
}

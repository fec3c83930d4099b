extension AccessControl {
    /// Answers a login; every reason against it has the same text, so that nobody learns which users exist.
    ///
    /// - Parameter nowSeconds: Seconds since 1970.
    package func answer(to login: Login, key: TicketKey, nowSeconds: Int) throws(AccessFailure) -> LoginAnswer {
        guard let user = login.user, reasonAgainst(user, nowSeconds: nowSeconds) == nil else { throw .loginFailed }
        let ticket = Ticket(key: key)
        let ticketUser = ticket.user(of: login.password, now: nowSeconds)
        let rights = rights(of: .user(user))
        if let question = login.question {
            guard ticketUser == user || accepts(login.password, of: user) else { throw .loginFailed }
            guard rights.answersYes(to: question) else { throw .loginFailed }
        } else {
            // A ticket of the administrator makes tickets for everybody.
            guard ticketUser == user || ticketUser == .root || accepts(login.password, of: user) else {
                throw .loginFailed
            }
        }
        let isTicket = login.question == nil
        return LoginAnswer(
            userName: user.text,
            ticket: isTicket ? ticket.text(for: user, now: nowSeconds) : nil,
            csrfPreventionToken: isTicket ? ticket.csrfToken(for: user, now: nowSeconds) : nil,
            capabilities: rights.capabilities,
            tellsClusterName: rights.holds(.sysAudit, on: "/"))
    }

    private func accepts(_ password: String, of user: UserID) -> Bool {
        realms[String(user.realm)] != nil && users[user]?.password?.matches(password) == true
    }
}

extension Rights {
    fileprivate func answersYes(to question: Login.Question) -> Bool {
        guard let path = AccessPath.normalise(question.path) else { return false }
        let names = ProxmoxList.split(question.privileges)
        let privileges = names.compactMap(Privilege.init(rawValue:))
        return !names.isEmpty && privileges.count == names.count
            && privileges.allSatisfy { holds($0, on: path) }
    }
}

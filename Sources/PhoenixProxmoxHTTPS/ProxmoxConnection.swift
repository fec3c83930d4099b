package import PhoenixModel
package import PhoenixProxmox

/// The way to a real cluster: HTTPS to one of its nodes.
///
/// Calls may be made from any task, many at once. Nothing is resolved, opened or logged in before the first call.
package final class ProxmoxConnection: ProxmoxServer {
    private let delivery: Delivery
    private let caller: Caller
    private let limits: ConnectionLimits

    private enum Caller {
        /// What every call shows.
        case token(Secret)
        case user(Session)
    }

    /// Reads the authorities' file if one is named.
    ///
    /// - Parameter now: seconds of a clock that never goes back and does not stand still while the machine sleeps; it
    ///   decides about the age of tickets and how long a silent node is avoided.
    package init(
        _ settings: ConnectionSettings, now: @escaping @Sendable () -> Double = { MonotonicClock.seconds }
    ) throws(Failure) {
        let encryption = try Encryption(settings.trust)
        let delivery = Delivery(settings, encryption: encryption, now: now)
        self.delivery = delivery
        limits = settings.limits
        switch settings.credentials.proof {
        case .token(let name, let secret):
            caller = .token(Secret("\(name)=\(secret.reveal())"))
        case .password(let user, let password):
            caller = .user(
                Session(user: user, password: password, limits: settings.limits, delivery: delivery, now: now))
        }
    }

    /// Where work goes on that is made of short calls and what is read of their answers.
    package var executor: any TaskExecutor { EventLoops.executor }

    /// Ends every connection and every call that is under way; later calls are `unreachable`.
    package func close() async {
        if case .user(let session) = caller { session.close() }
        await delivery.close()
    }

    package func send(_ request: ProxmoxRequest) async throws(ProxmoxError) -> ProxmoxAnswer {
        let message = Message(
            request, effect: request.isWrite ? .change : .none, deadlineSeconds: limits.requestSeconds)
        switch caller {
        case .token(let token):
            return try await delivery.deliver(message.showing(token: token))
        case .user(let session): return try await answer(to: message, in: session)
        }
    }

    private func answer(to message: Message, in session: Session) async throws(ProxmoxError) -> ProxmoxAnswer {
        let (first, ticket) = try await send(message, in: session)
        // Whoever is not recognised has changed nothing, so the call may be sent again, once, with a new ticket.
        guard first.status == 401, let ticket else { return first }
        session.refused(ticket)
        return try await send(message, in: session).answer
    }

    /// The answer, and the ticket that was shown; no ticket if the login was refused.
    private func send(
        _ message: Message, in session: Session
    ) async throws(ProxmoxError) -> (answer: ProxmoxAnswer, ticket: Ticket?) {
        switch await session.ticket() {
        case .refused(let answer): return (answer, nil)
        case .unreachable(let cause): throw .unreachable(cause)
        case .ticket(let ticket):
            return (try await delivery.deliver(message.showing(ticket)), ticket)
        }
    }
}

extension ProxmoxConnection: CustomReflectable {
    /// No children: requests under way hold secrets.
    package var customMirror: Mirror { Mirror(self, children: []) }
}

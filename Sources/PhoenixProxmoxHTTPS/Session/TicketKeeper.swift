import PhoenixModel

/// Decides when a login is due and which ticket is used: time and endings in, orders out.
struct TicketKeeper: Sendable {
    private enum State: Sendable {
        case none
        case held(Ticket)
        case loggingIn
    }

    /// What a call that needs a ticket has to do.
    enum Order: Sendable {
        case use(Ticket)
        /// Log in; the ticket is one that may be exchanged for a new one.
        case logIn(renewing: Ticket?)
        /// Somebody else is doing it.
        case wait
    }

    private let renewalSeconds: Double
    private var state = State.none

    init(renewalSeconds: Double) { self.renewalSeconds = renewalSeconds }

    mutating func order(now: Double) -> Order {
        switch state {
        case .none:
            state = .loggingIn
            return .logIn(renewing: nil)
        case .loggingIn: return .wait
        case .held(let ticket):
            let age = now - ticket.beganSeconds
            if age < renewalSeconds { return .use(ticket) }
            state = .loggingIn
            return .logIn(renewing: age < ConnectionLimits.ticketSeconds ? ticket : nil)
        }
    }

    /// A login has ended, with a ticket or without.
    mutating func loginEnded(_ ticket: Ticket?) { state = ticket.map(State.held) ?? .none }

    /// A server did not accept that ticket; a newer one stays.
    mutating func refused(_ ticket: Ticket) {
        if case .held(let held) = state, held.number == ticket.number { state = .none }
    }
}

/// One attempt at one node that brought no answer: what is known of it, and so what may be done next.
struct FailedExchange: Error, Hashable, Sendable {
    /// How far the request came.
    var reach: Reach
    /// What ended it.
    var end: End
    /// For people, on one line.
    var cause: String

    enum Reach: Hashable, Sendable {
        /// No connection took it.
        case unsent
        /// Some of it may have been read by the server.
        case sent(CallLedger.Connection, isAnswered: Bool)
    }

    enum End: Hashable, Sendable {
        /// No connection could be made, or the other side is not whom it has to be.
        case connecting
        /// The connection ended.
        case closed
        /// The answer was cut, too large, or none of HTTP's.
        case answer
        case deadline
        case cancelled
    }

    /// What follows from it.
    enum Verdict: Hashable, Sendable {
        /// Nothing was asked, or nothing that matters: it may be asked elsewhere.
        case unreachable
        /// It may have been acted on.
        case lost
        /// It is sent to the same node once more.
        case again
        /// Nothing was asked, and nothing more is to be.
        case givenUp
    }

    /// - Parameter isRepeated: whether this already was the second attempt.
    func verdict(for effect: Message.Effect, isRepeated: Bool) -> Verdict {
        switch (reach, end) {
        case (.unsent, .cancelled): .givenUp
        // A kept connection that ended just when the request was given to it.
        case (.unsent, .closed): isRepeated ? .unreachable : .again
        case (.unsent, _): .unreachable
        // The server closes a kept connection at any time; what it has not answered with a byte it has usually not read.
        case (.sent(.kept, isAnswered: false), .closed) where effect != .change && !isRepeated: .again
        case (.sent, .cancelled): .lost
        case (.sent, _): effect == .login ? .unreachable : .lost
        }
    }
}

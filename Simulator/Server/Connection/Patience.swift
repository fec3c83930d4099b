import NIOCore

/// How long a connection may stay as it is: when its present wait ends, given when it began and when bytes last moved.
struct Patience {
    private let limits: ServerLimits
    private var state = ConnectionMachine.State.idle
    private var stateBegan: NIODeadline
    private var lastMove: NIODeadline

    init(limits: ServerLimits, now: NIODeadline) {
        self.limits = limits
        stateBegan = now
        lastMove = now
    }

    /// Bytes came or went.
    mutating func moved(at now: NIODeadline) {
        lastMove = now
    }

    /// The connection waits for something else than before.
    mutating func entered(_ state: ConnectionMachine.State, at now: NIODeadline) {
        if state != self.state { stateBegan = now }
        self.state = state
        lastMove = now
    }

    /// The moment after which the connection is given up.
    var end: NIODeadline {
        switch state {
        case .idle: lastMove + Self.time(limits.inactivitySeconds)
        case .head: earlier(limits.headSeconds)
        case .body: earlier(limits.bodySeconds)
        case .answer: stateBegan + Self.time(limits.answerSeconds)
        case .writing: stateBegan + Self.time(limits.writeSeconds)
        case .lingering, .closed: stateBegan + Self.time(limits.lingerSeconds)
        }
    }

    private func earlier(_ wholeSeconds: Double) -> NIODeadline {
        min(stateBegan + Self.time(wholeSeconds), lastMove + Self.time(limits.inactivitySeconds))
    }

    static func time(_ seconds: Double) -> TimeAmount {
        .nanoseconds(Int64(seconds * 1_000_000_000))
    }
}

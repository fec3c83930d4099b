import PhoenixModel

/// Phoenix's orders by way of `pct exec`, with what faults make of them on the way.
extension Cluster {
    /// - Parameter letsTimePass: whether a look at a run that has nothing new to show goes on until it has.
    mutating func execute(
        _ order: PhoenixOrder, in reference: GuestReference, letsTimePass: Bool
    ) throws(HostError) -> ShellResult {
        while letsTimePass, let instant = awaitedInstant(of: order, in: reference.id) { advance(to: instant) }
        let fault = order.operation.flatMap { strike($0, guest: reference.id)?.kind }
        if let obstacle = try fault?.shellObstacle(to: reference) { return obstacle }
        let guest = try requireAttachable(reference)
        guard let answersAt = guest.running?.answersAt, now >= answersAt else {
            return ShellResult(
                exitCode: 1, errorOutput: "lxc-attach: \(guest.id): Connection refused - Failed to get init pid\n")
        }
        let loss = Loss(order, fault)
        if loss == .before { return .disconnected(from: reference.node) }
        let outcome = try perform(order, fault, in: reference)
        var milliseconds = Int64(timing[.command])
        if case .slow(let seconds) = fault, order.isQuick { milliseconds += Int64(seconds) * 1000 }
        advance(to: now.adding(milliseconds: milliseconds))
        if loss == .after { return .disconnected(from: reference.node) }
        return ShellResult(exitCode: outcome.exitCode, output: outcome.output, errorOutput: outcome.errors)
    }

    /// When the connection breaks.
    private enum Loss {
        case never, before, after

        init(_ order: PhoenixOrder, _ fault: Fault.Kind?) {
            switch fault {
            case .lostBeforeEffect: self = .before
            case .lostAfterEffect: self = .after
            case .taskVanishes(let remainder) where order.isQuick && !order.isLook:
                self = remainder == .done ? .after : .before
            default: self = .never
            }
        }
    }
}

extension PhoenixOrder {
    /// Whether it changes nothing.
    var isLook: Bool { if case .look = verb { true } else { false } }

    /// Whether its end is all that there is of it: a script goes on by itself.
    var isQuick: Bool { if case .run = verb { false } else { true } }
}

import PhoenixModel

/// Proof of a login, valid at every node of the cluster (behaviour 4.3).
struct Ticket: Sendable {
    let value: Secret
    /// Goes with every write.
    let csrfToken: Secret
    /// When it was asked for, in the session's seconds: it is at least as fresh.
    let beganSeconds: Double
    /// Tells tickets apart without looking at their secrets.
    let number: Int
}

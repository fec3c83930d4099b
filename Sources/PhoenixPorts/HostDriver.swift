package import PhoenixModel

/// A host: one Proxmox cluster, real or simulated. It observes, takes changes, and shows what became of them.
///
/// It takes several at once so that an adapter may ask in parallel; answers come in the order of the questions.
package protocol HostDriver: Sendable {
    /// Looks at everything; what cannot be seen is missing or `unknown` in the result, never guessed.
    ///
    /// - Parameter interest: what has to be seen closely, whatever it costs.
    func observe(_ interest: Interest) async throws(Failure) -> ObservedState

    /// Hands over changes. `outcomeUnknown` and `hostUnreachable` say nothing about whether one took effect.
    func submit(_ submissions: [Submission]) async -> [Result<Acceptance, Failure>]

    /// Looks at tasks, once each; does not wait for them.
    func look(at tasks: [TaskID]) async -> [TaskSight]
}

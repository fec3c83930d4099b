package import PhoenixModel

/// The inside of guests: starts commands there and shows what became of them.
///
/// One guest runs one script at a time: a later one waits for the one before, also for one that an earlier Phoenix
/// started. A run outlives the connection that started it.
package protocol GuestShell: Sendable {
    /// Starts commands; a request whose id the guest already knows joins that run. `guestNotReady` if it does not answer.
    func start(_ requests: [GuestRequest]) async -> [Result<Void, Failure>]

    /// Looks at runs, once each; does not wait for them.
    func look(at runs: [GuestRunReference]) async -> [GuestRunSight]
}

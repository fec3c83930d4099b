package import PhoenixModel

/// The time of the world that Phoenix works on: real, or a simulation's.
package protocol WorldClock: Sendable {
    /// The time now.
    func now() async -> Instant

    /// Returns when `deadline` is reached, or earlier if the task is cancelled.
    func sleep(until deadline: Instant) async
}

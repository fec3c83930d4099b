import PhoenixModel
import PhoenixPorts
import Synchronization

/// A look at a cluster that begins before anybody asks for one, while the rest of the program is still being opened.
///
/// It is good for the one who asks first, if he asks soon. Whoever does something to the cluster before drops it: it may not have
/// seen that.
final class EarlyLook: Sendable {
    private typealias Look = Task<(begunAt: Instant, Result<ClusterSight, Failure>), Never>

    private let look = Mutex<Look?>(nil)

    /// Nobody can tell a look that is so old from one that was just taken: calls to a cluster take as long.
    private static let goodForMilliseconds: Int64 = 2_000

    func begin(_ observer: ClusterObserver, on executor: (any TaskExecutor)?) {
        let begun = Look(executorPreference: executor) {
            let now = await observer.clock.now()
            return (now, await Result { () async throws(Failure) in try await observer.observe(at: now) })
        }
        look.withLock { $0 = begun }
    }

    func drop() { taken()?.cancel() }

    /// What was seen, or nil if nobody looked or the look began too long before `now`.
    func take(at now: Instant) async throws(Failure) -> ClusterSight? {
        guard let begun = taken() else { return nil }
        let (begunAt, result) = await withTaskCancellationHandler {
            await begun.value
        } onCancel: {
            begun.cancel()
        }
        return now.milliseconds(since: begunAt) <= Self.goodForMilliseconds ? try result.get() : nil
    }

    private func taken() -> Look? {
        look.withLock { look in
            defer { look = nil }
            return look
        }
    }
}

import PhoenixModel
import Synchronization

/// A look at a cluster that begins before anybody asks for one, while the rest of the program is still being opened.
///
/// It is good for the one who asks first, if he asks soon. Whoever does something to the cluster before drops it: it may not have
/// seen that.
final class EarlyLook: Sendable {
    private struct Look {
        let begunAt: Instant
        let sight: Task<Result<ClusterSight, Failure>, Never>
    }

    private let look = Mutex<Look?>(nil)

    /// Nobody can tell a look that is so old from one that was just taken: calls to a cluster take as long.
    private static let goodForMilliseconds: Int64 = 2_000

    func begin(_ observer: ClusterObserver, at now: Instant, on executor: (any TaskExecutor)?) {
        let sight = Task(executorPreference: executor) {
            await Result { () async throws(Failure) in try await observer.observe(at: now) }
        }
        look.withLock { $0 = Look(begunAt: now, sight: sight) }
    }

    func drop() { taken()?.sight.cancel() }

    /// What was seen, or nil if nobody looked or the look began too long before `now`.
    func take(at now: Instant) async throws(Failure) -> ClusterSight? {
        guard let look = taken() else { return nil }
        guard now.milliseconds(since: look.begunAt) <= Self.goodForMilliseconds else {
            look.sight.cancel()
            return nil
        }
        return try await withTaskCancellationHandler {
            await look.sight.value
        } onCancel: {
            look.sight.cancel()
        }.get()
    }

    private func taken() -> Look? {
        look.withLock { look in
            defer { look = nil }
            return look
        }
    }
}

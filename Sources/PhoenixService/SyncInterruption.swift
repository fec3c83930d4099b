import PhoenixEngine
package import PhoenixModel
package import PhoenixPorts
package import PhoenixRun
import Synchronization

/// Stops a run when a person asks for it, or when a newer commit is there. Git is asked at most once in an interval.
package final class SyncInterruption: Interruption {
    private let stop: StopSignal
    private let source: any CommitSource
    private let lastLook: Mutex<ContinuousClock.Instant>
    private let interval: Duration

    package init(stop: StopSignal, source: any CommitSource, intervalSeconds: Int) {
        self.stop = stop
        self.source = source
        interval = .seconds(intervalSeconds)
        lastLook = Mutex(.now)
    }

    package func reason(running commit: CommitID) async -> StopReason? {
        if stop.isRaised { return .interrupted }
        let isDue = lastLook.withLock { last in
            guard last.duration(to: .now) >= interval else { return false }
            last = .now
            return true
        }
        guard isDue else { return nil }
        do throws(Failure) {
            let latest = try await source.latest()
            guard latest != commit, try await source.relation(of: latest, to: commit) == .ahead else { return nil }
            return .superseded(by: latest)
        } catch {
            // A Git server that is away stops nothing: the host is led on to the commit that is known.
            return nil
        }
    }
}

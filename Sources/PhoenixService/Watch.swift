package import PhoenixEngine
import PhoenixRun

/// Activates the reconciler again and again, until it is asked to stop.
package struct Watch: Sendable {
    private let reconciler: Reconciler
    private let stop: StopSignal
    private let intervalSeconds: Int
    private let seed: UInt64

    package init(reconciler: Reconciler, stop: StopSignal, intervalSeconds: Int, seed: UInt64) {
        self.reconciler = reconciler
        self.stop = stop
        self.intervalSeconds = intervalSeconds
        self.seed = seed
    }

    /// Returns after the stop was asked for, with the outcome of the last activation.
    package func run() async -> SyncOutcome? {
        var machine = WatchMachine(intervalSeconds: intervalSeconds, seed: seed)
        var last: SyncOutcome?
        while !stop.isRaised {
            let outcome = await reconciler.activate()
            last = outcome
            let pause = machine.pauseMilliseconds(afterReaching: outcome.isReached)
            await stop.sleep(milliseconds: pause)
        }
        return last
    }
}

extension SyncOutcome {
    fileprivate var isReached: Bool { if case .unreachable = self { false } else { true } }
}

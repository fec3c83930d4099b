import Foundation
package import PhoenixModel
import PhoenixPorts

/// The machine's own time. A sleep ends early when the stop is asked for.
package struct RealClock: WorldClock {
    private let stop: StopSignal

    package init(stop: StopSignal) {
        self.stop = stop
    }

    package func now() async -> Instant { Self.now() }

    package func sleep(until deadline: Instant) async {
        await stop.sleep(milliseconds: deadline.milliseconds(since: Self.now()))
    }

    /// The time now, for those who need no other world.
    package static func now() -> Instant {
        Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }
}

import Glibc

/// The time that the server's answers are dated and held back by; the simulator gives its own.
package struct ServerClock: Sendable {
    package let secondsSince1970: @Sendable () -> Int
    /// Returns after that many seconds, or at once when the calling task is cancelled.
    package let wait: @Sendable (_ seconds: Double) async -> Void

    package init(
        secondsSince1970: @escaping @Sendable () -> Int, wait: @escaping @Sendable (_ seconds: Double) async -> Void
    ) {
        self.secondsSince1970 = secondsSince1970
        self.wait = wait
    }

    /// This machine's time.
    package static let system = ServerClock(
        secondsSince1970: { time(nil) },
        wait: { seconds in
            // Cancellation ends the wait early; there is nothing to report.
            _ = try? await Task.sleep(for: .seconds(seconds))
        })
}

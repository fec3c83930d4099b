import Synchronization

/// Decides which of all the calls that change something loses its answer.
package final class AnswerThief: Sendable {
    package enum Moment: CaseIterable, Sendable { case beforeEffect, afterEffect }

    private let calls = Mutex(0)
    private let victim: Int
    package let moment: Moment

    /// - Parameter victim: the number of the call that loses its answer, from 1.
    package init(victim: Int, _ moment: Moment) {
        self.victim = victim
        self.moment = moment
    }

    package var hasStruck: Bool { calls.withLock { $0 >= victim } }

    package func strikes() -> Bool {
        calls.withLock { calls in
            calls += 1
            return calls == victim
        }
    }
}

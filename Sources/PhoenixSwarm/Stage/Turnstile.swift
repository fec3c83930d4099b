package import PhoenixModel
import Synchronization

/// Lets one of several tasks go on at a time, in an order that a seed decides: whatever the machine does meanwhile, the
/// same seed gives the same order.
///
/// When everybody sleeps, time goes on to where the first one wakes.
package final class Turnstile: Sendable {
    private struct Waiter {
        let wake: Instant?
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var chance: SeededGenerator
        /// Who takes part and has not left.
        var present: Set<Int>
        var waiting: [Int: Waiter] = [:]
    }

    private let state: Mutex<State>
    private let now: @Sendable () -> Instant
    private let advance: @Sendable (Instant) -> Void

    /// - Parameters:
    ///   - present: the numbers of those that take part.
    ///   - now: the time there.
    ///   - advance: lets time pass; called while nobody else is at work.
    package init(
        _ present: Range<Int>, seed: UInt64, now: @escaping @Sendable () -> Instant,
        advance: @escaping @Sendable (Instant) -> Void
    ) {
        state = Mutex(State(chance: SeededGenerator(seed: seed), present: Set(present)))
        self.now = now
        self.advance = advance
    }

    /// Waits for the next turn, which does not come before `wake`.
    package func pass(_ who: Int, notBefore wake: Instant? = nil) async {
        await withCheckedContinuation { continuation in
            let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
                state.waiting[who] = Waiter(wake: wake, continuation: continuation)
                return takeNext(&state)
            }
            next?.resume()
        }
    }

    /// Takes part no more.
    package func leave(_ who: Int) {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.present.remove(who)
            return takeNext(&state)
        }
        next?.resume()
    }

    /// Whose turn it is, once everybody waits.
    private func takeNext(_ state: inout State) -> CheckedContinuation<Void, Never>? {
        guard !state.present.isEmpty, state.waiting.count == state.present.count else { return nil }
        while true {
            let now = now()
            let ready = state.waiting.filter { ($0.value.wake ?? now) <= now }.keys.sorted()
            if let who = state.chance.pick(ready) { return state.waiting.removeValue(forKey: who)?.continuation }
            guard let wake = state.waiting.values.compactMap(\.wake).min() else { return nil }
            advance(wake)
        }
    }
}

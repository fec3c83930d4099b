import PhoenixModel
package import PhoenixSimulator
package import ProxmoxSchema
import Synchronization

/// Door 2 of the simulated cluster: Proxmox's API, request by request.
///
/// A class with a mutex: every request is short work in memory. One that has to wait, for a worker that holds a guest
/// or for an answer that is held back, lets go of the cluster meanwhile; in virtual time the clock is moved instead.
package final class SimulatedAPI: APIHandler {
    private let conversation: Conversation
    private let pace: Pace
    private let clock: RealTime
    private let state: Mutex<State>

    private struct State {
        var cluster: Cluster
        /// Where virtual time is ahead of real time, because waiting was skipped.
        var skippedMilliseconds: Int64 = 0
        let startedAt: Instant
        var memory = Memory()
        /// What was asked last, to see whether a client asks again and again.
        var lastRequest: APIRequest?
    }

    /// Real time, as far as the API needs it: it can be replaced in tests.
    package struct RealTime: Sendable {
        /// Since any fixed moment.
        let elapsed: @Sendable () -> Duration
        let sleep: @Sendable (Duration) async throws -> Void

        package init(
            elapsed: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async throws -> Void
        ) {
            self.elapsed = elapsed
            self.sleep = sleep
        }

        /// Never passes: everything that happens, happens because somebody waits for it.
        package static let frozen = RealTime(elapsed: { .zero }, sleep: { _ in })

        /// The machine's own clock.
        package static var machine: RealTime {
            let begin = ContinuousClock.now
            return RealTime(elapsed: { ContinuousClock.now - begin }, sleep: { try await Task.sleep(for: $0) })
        }
    }

    /// A cluster whose first node answers.
    package init(
        _ cluster: Cluster, table: EndpointTable, pace: Pace = .virtual, clock: RealTime = .frozen
    ) {
        conversation = Conversation(table: table, localNode: cluster.nodesByName.first?.name ?? "localhost")
        self.pace = pace
        self.clock = clock
        state = Mutex(State(cluster: cluster, startedAt: cluster.now))
    }

    /// The cluster as it is now.
    package var cluster: Cluster { state.withLock { $0.cluster } }

    /// Changes the cluster past the API, as people and faults do.
    package func change<Value: Sendable>(_ change: (inout Cluster) -> Value) -> Value {
        state.withLock { state in
            letTimePass(&state)
            state.memory.kept.forget()
            return change(&state.cluster)
        }
    }

    package func immediateAnswer(_ request: APIRequest) -> APIAnswer? {
        let step = state.withLock { state in
            var patience = Patience()
            return self.step(request, &patience, &state)
        }
        guard case .answer(let answer) = step else { return nil }
        return answer
    }

    package func answer(_ request: APIRequest) async -> APIAnswer {
        var patience = Patience()
        while true {
            let (step, rest) = state.withLock { [patience] state in
                var patience = patience
                let step = self.step(request, &patience, &state)
                return (step, patience)
            }
            patience = rest
            switch step {
            case .answer(let answer): return answer
            case .wait(let duration):
                // A cancelled wait ends early, and the request is answered as things stand.
                do { try await clock.sleep(duration) } catch { patience.end() }
            }
        }
    }

    private enum Step {
        case answer(APIAnswer)
        case wait(Duration)
    }

    private func step(_ request: APIRequest, _ patience: inout Patience, _ state: inout State) -> Step {
        letTimePass(&state)
        if request.path.hasPrefix(ControlDoor.prefix) { return .answer(control(request, &state)) }
        if pace == .virtual, request.method == "GET", state.lastRequest == request {
            skip(to: state.cluster.nextChange, &state)
        }
        state.lastRequest = request
        if let kept = state.memory.kept.answer(to: request, state.cluster) { return .answer(kept) }
        // Also a change that is refused may leave something behind.
        if request.method != "GET" { state.memory.kept.forget() }
        while true {
            switch conversation.reply(to: request, &state.cluster, &state.memory, pace) {
            case .answer(let answer):
                state.memory.kept.keep(answer, to: request, state.cluster)
                return .answer(held(answer, &state))
            case .busy(let answer):
                guard let next = patience.nextLook(state.cluster) else { return .answer(answer) }
                guard pace == .virtual else {
                    let milliseconds = max(1, next.milliseconds(since: state.cluster.now))
                    return .wait(pace.duration(ofMilliseconds: milliseconds))
                }
                skip(to: next, &state)
            case .wants(let instant): skip(to: instant, &state)
            }
        }
    }

    /// A control may move the clock, which must not fall back afterwards.
    private func control(_ request: APIRequest, _ state: inout State) -> APIAnswer {
        let before = state.cluster.now
        let answer = ControlDoor.answer(request, &state.cluster, pace)
        state.memory.kept.forget()
        state.skippedMilliseconds += state.cluster.now.milliseconds(since: before)
        return answer
    }

    private func letTimePass(_ state: inout State) {
        let passed = pace.milliseconds(in: clock.elapsed()) + state.skippedMilliseconds
        state.cluster.advance(to: state.startedAt.adding(milliseconds: passed))
    }

    private func skip(to instant: Instant?, _ state: inout State) {
        guard let instant, instant > state.cluster.now else { return }
        state.skippedMilliseconds += instant.milliseconds(since: state.cluster.now)
        state.cluster.advance(to: instant)
    }

    /// In virtual time an answer that is held back only moves the clock.
    private func held(_ answer: APIAnswer, _ state: inout State) -> APIAnswer {
        guard answer.delaySeconds > 0 else { return answer }
        let milliseconds = Int64(answer.delaySeconds * 1000)
        if pace == .virtual { skip(to: state.cluster.now.adding(milliseconds: milliseconds), &state) }
        let (seconds, attoseconds) = pace.duration(ofMilliseconds: milliseconds).components
        return answer.delayed(seconds: Double(seconds) + Double(attoseconds) / 1e18)
    }
}

/// How long a request waits for a worker that holds its guest.
private struct Patience {
    private var deadline: Instant?
    private var isOver = false

    mutating func end() { isOver = true }

    /// When to look again; nil once the guest was waited for long enough.
    mutating func nextLook(_ cluster: Cluster) -> Instant? {
        let deadline = self.deadline ?? cluster.now.adding(seconds: Cluster.lockFileSeconds)
        self.deadline = deadline
        guard !isOver, cluster.now < deadline else { return nil }
        return min(deadline, cluster.nextChange ?? deadline)
    }
}

package import PhoenixModel
package import PhoenixPorts
import Synchronization

/// A simulated cluster that can be talked to: the same doors that a real host has, in process.
///
/// A class with a mutex and not an actor: every call is short work in memory and none suspends, so callers stay on
/// their own executor, and a seeded executor sees the same order of calls in every run.
package final class SimulatedHost: HostDriver, GuestShell, WorldClock {
    private let state: Mutex<State>

    private struct State {
        var cluster: Cluster
        /// Where calls are kept; nil for a host that lives only in memory.
        var store: ScenarioStore?
    }

    /// A host that lives only in memory.
    package init(_ cluster: Cluster) {
        state = Mutex(State(cluster: cluster, store: nil))
    }

    /// A host that keeps its state in a file; see `ScenarioStore`.
    package init(file path: String, access: ScenarioStore.Access = .readWrite) throws(Failure) {
        let (store, cluster) = try ScenarioStore.open(path, access: access)
        state = Mutex(State(cluster: cluster, store: store))
    }

    /// A copy of the cluster as it is now.
    package var cluster: Cluster { state.withLock { $0.cluster } }

    /// Writes the file anew and removes the log; calls after that are kept in memory only.
    package func close() throws(Failure) {
        try state.withLock { state throws(Failure) in
            guard let store = state.store else { return }
            state.store = nil
            try store.close(state.cluster)
        }
    }

    // MARK: HostDriver

    /// Shows everything, as it costs nothing here.
    package func observe(_ interest: Interest = Interest()) async throws(Failure) -> ObservedState {
        try perform(.observe, isRead: true) { cluster throws(Failure) in try cluster.observe() }
    }

    package func submit(_ submissions: [Submission]) async -> [Result<Acceptance, Failure>] {
        do throws(Failure) {
            return try perform(.submit(submissions)) { $0.submit(submissions) }
        } catch {
            return submissions.map { _ in .failure(error) }
        }
    }

    package func look(at tasks: [TaskID]) async -> [TaskSight] {
        do throws(Failure) {
            return try perform(.lookAtTasks(tasks), isRead: true) { $0.look(at: tasks) }
        } catch {
            return tasks.map { _ in .unknown(error) }
        }
    }

    // MARK: GuestShell

    package func start(_ requests: [GuestRequest]) async -> [Result<Void, Failure>] {
        do throws(Failure) {
            return try perform(.start(requests)) { $0.start(requests) }
        } catch {
            return requests.map { _ in .failure(error) }
        }
    }

    package func look(at runs: [GuestRunReference]) async -> [GuestRunSight] {
        do throws(Failure) {
            return try perform(.lookAtRuns(runs.map(HostCall.RunAddress.init))) { $0.look(at: runs) }
        } catch {
            return runs.map { _ in .unknown(error) }
        }
    }

    // MARK: WorldClock

    package func now() async -> Instant { time }

    /// Takes no real time: the cluster's clock is there at once, and what ends on the way has ended.
    package func sleep(until deadline: Instant) async { advance(to: deadline) }

    /// The cluster's time.
    package var time: Instant { state.withLock { $0.cluster.now } }

    /// Lets time pass there.
    package func advance(to deadline: Instant) {
        state.withLock { state in
            guard deadline > state.cluster.now else { return }
            // A clock that cannot be kept stands still after a restart, and what was asked is asked again.
            state.store?.appendIfPossible(.advance(to: deadline), to: state.cluster)
            state.cluster.advance(to: deadline)
        }
    }

    // MARK: People and faults

    /// Lets a person do something now.
    package func perform(_ action: HumanAction) throws(HostError) {
        try state.withLock { state throws(HostError) in
            state.store?.appendIfPossible(.human(action), to: state.cluster)
            try state.cluster.perform(action)
        }
    }

    /// Lets a person do something later.
    package func schedule(_ action: HumanAction, at instant: Instant) {
        change(.schedule(action, at: instant))
    }

    package func add(_ fault: Fault) { change(.addFault(fault)) }

    package func removeFaults() { change(.removeFaults) }

    private func change(_ call: HostCall) {
        state.withLock { state in
            state.store?.appendIfPossible(call, to: state.cluster)
            state.cluster.repeatCall(call)
        }
    }

    /// Keeps the call, then performs it. Reads are kept only when faults count them.
    private func perform<Answer: Sendable>(
        _ call: HostCall, isRead: Bool = false, _ work: (inout Cluster) throws(Failure) -> Answer
    ) throws(Failure) -> Answer {
        try state.withLock { state throws(Failure) in
            if !isRead || state.cluster.hasFaults {
                try state.store?.append(call, to: state.cluster)
            }
            return try work(&state.cluster)
        }
    }
}

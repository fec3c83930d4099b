import PhoenixModel
import PhoenixPorts
import PhoenixProxmox
import PhoenixSimulator
import PhoenixSimulatorAPI
import Synchronization

/// Does something to the cluster right before a change is handed over, once: when the plan is made and the call is not.
final class InterferedDriver: HostDriver {
    private let driver: any HostDriver
    private let isMeant: @Sendable (Change) -> Bool
    private let act: @Sendable (Submission) async -> Void
    private let isDone = Mutex(false)

    init(
        _ driver: any HostDriver, before isMeant: @escaping @Sendable (Change) -> Bool,
        _ act: @escaping @Sendable (Submission) async -> Void
    ) {
        self.driver = driver
        self.isMeant = isMeant
        self.act = act
    }

    /// Whether the change ever came.
    var hasActed: Bool { isDone.withLock { $0 } }

    func observe(_ interest: Interest) async throws(Failure) -> ObservedState { try await driver.observe(interest) }

    func submit(_ submissions: [Submission]) async -> [Result<Acceptance, Failure>] {
        for submission in submissions where isMeant(submission.change) {
            let isFirst = isDone.withLock { done in
                defer { done = true }
                return !done
            }
            if isFirst { await act(submission) }
        }
        return await driver.submit(submissions)
    }

    func look(at tasks: [TaskID]) async -> [TaskSight] { await driver.look(at: tasks) }
}

/// Does something to the cluster right before one call of any kind.
final class InterferedServer: ProxmoxServer {
    private let server: any ProxmoxServer
    private let place: Int
    private let act: @Sendable () -> Void
    private let calls = Mutex(0)

    /// - Parameter place: the number of the call, from 1.
    init(_ server: any ProxmoxServer, before place: Int, _ act: @escaping @Sendable () -> Void) {
        self.server = server
        self.place = place
        self.act = act
    }

    var hasActed: Bool { calls.withLock { $0 >= place } }

    func send(_ request: ProxmoxRequest) async throws(ProxmoxError) -> ProxmoxAnswer {
        let number = calls.withLock { calls in
            calls += 1
            return calls
        }
        if number == place { act() }
        return try await server.send(request)
    }
}

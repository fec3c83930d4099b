import PhoenixModel
import PhoenixPorts
import Synchronization

/// Stands right before the host and notes which tasks it began, whatever becomes of the answers.
final class CountingDriver: HostDriver {
    private let driver: any HostDriver
    private let tasks = Mutex<[TaskID: Submission]>([:])

    init(_ driver: any HostDriver) {
        self.driver = driver
    }

    /// How many tasks were begun for each kind of change and guest: `clone 101 × 1`, ascending.
    var counts: [String] {
        let all = tasks.withLock { Array($0.values) }
        let groups = Dictionary(grouping: all) { "\($0.change.operation.rawValue) \($0.change.guest.id)" }
        return groups.map { "\($0.key) × \($0.value.count)" }.sorted()
    }

    func observe(_ interest: Interest) async throws(Failure) -> ObservedState { try await driver.observe(interest) }

    func submit(_ submissions: [Submission]) async -> [Result<Acceptance, Failure>] {
        let answers = await driver.submit(submissions)
        tasks.withLock { tasks in
            for (submission, answer) in zip(submissions, answers) {
                if case .success(.task(let task)) = answer { tasks[task] = submission }
            }
        }
        return answers
    }

    func look(at tasks: [TaskID]) async -> [TaskSight] { await driver.look(at: tasks) }
}

import PhoenixModel
import PhoenixPorts
import PhoenixProxmox
import PhoenixSimulator
import PhoenixSimulatorAPI
import Synchronization

/// Every question with its answer, as far as Phoenix heard of it: a fault that changes nothing here was not met.
///
/// Only which there were and how often: what is asked at the same time has no order.
final class Transcript: Sendable {
    private let exchanges = Mutex<[Int: Int]>([:])
    private let closed = Mutex(0)

    /// How often each exchange took place, by its hash, which means something in this process only.
    var content: [Int: Int] { exchanges.withLock { $0 } }

    /// How many connections the served API closed instead of an answer.
    var closedCount: Int { closed.withLock { $0 } }

    func hear(_ question: some Hashable, _ answer: some Hashable) {
        var hasher = Hasher()
        hasher.combine(question)
        hasher.combine(answer)
        let exchange = hasher.finalize()
        exchanges.withLock { $0[exchange, default: 0] += 1 }
    }

    func hearClosed() { closed.withLock { $0 += 1 } }
}

/// What is asked at the ports.
struct HeardDriver: HostDriver {
    let driver: any HostDriver
    let transcript: Transcript
    let disk: FillingDisk

    func observe(_ interest: Interest) async throws(Failure) -> ObservedState {
        disk.isAsked(.observe)
        do throws(Failure) {
            let seen = try await driver.observe(interest)
            var told = seen
            told.guests = seen.guests.map(\.withoutChance)
            transcript.hear("observe", told)
            return seen
        } catch {
            transcript.hear("observe", error)
            throw error
        }
    }

    func submit(_ submissions: [Submission]) async -> [Result<Acceptance, Failure>] {
        for submission in submissions { disk.isAsked(.change(submission.change.operation)) }
        let answers = await driver.submit(submissions)
        transcript.hear(submissions, answers.map(\.words))
        return answers
    }

    func look(at tasks: [TaskID]) async -> [TaskSight] {
        disk.isAsked(.lookAtTask)
        let sights = await driver.look(at: tasks)
        transcript.hear(tasks.map(\.withoutProcess), sights)
        return sights
    }
}

struct HeardShell: GuestShell {
    let shell: any GuestShell
    let transcript: Transcript
    let disk: FillingDisk

    func start(_ requests: [GuestRequest]) async -> [Result<Void, Failure>] {
        for request in requests { disk.isAsked(.command(request.command.operation)) }
        let answers = await shell.start(requests)
        transcript.hear(requests, answers.map(\.words))
        return answers
    }

    func look(at runs: [GuestRunReference]) async -> [GuestRunSight] {
        disk.isAsked(.lookAtRun)
        let sights = await shell.look(at: runs)
        transcript.hear(runs, sights)
        return sights
    }
}

/// What is asked of a Proxmox.
struct HeardServer: ProxmoxServer {
    let server: any ProxmoxServer
    let transcript: Transcript

    func send(_ request: ProxmoxRequest) async throws(ProxmoxError) -> ProxmoxAnswer {
        do throws(ProxmoxError) {
            let answer = try await server.send(request)
            // Not what it says, which the ports show: it tells how long a node is up, and the like.
            transcript.hear(Self.words(of: request), answer.status)
            return answer
        } catch {
            transcript.hear(Self.words(of: request), error)
            throw error
        }
    }
}

extension HeardServer {
    private static func words(of request: ProxmoxRequest) -> [String] {
        [CountedServer.kind(of: request)]
            + request.parameters.fields.filter { $0.name != "digest" }.map { "\($0.name)=\($0.value)" }
    }
}

extension Result where Failure == PhoenixModel.Failure {
    /// Without a task's name.
    fileprivate var words: String {
        switch self {
        case .success(let success): success as? Acceptance == .done ? "done" : "taken"
        case .failure(let failure): failure.description
        }
    }
}

extension TaskID {
    /// Of changes that are handed over at once, chance decides which has its process first.
    fileprivate var withoutProcess: [Substring] {
        var fields = text.split(separator: ":", omittingEmptySubsequences: false)
        if fields.count > 2 { fields.remove(at: 2) }
        return fields
    }
}

/// What is asked of one behind sockets, where an answer that is lost is a connection that the server closes.
struct HeardAPI: APIHandler {
    let api: SimulatedAPI
    let transcript: Transcript

    func immediateAnswer(_ request: APIRequest) -> APIAnswer? { api.immediateAnswer(request).map(heard) }

    func answer(_ request: APIRequest) async -> APIAnswer { heard(await api.answer(request)) }

    private func heard(_ answer: APIAnswer) -> APIAnswer {
        if answer.isLost { transcript.hearClosed() }
        return answer
    }
}

/// What is asked of its nodes' shells.
struct HeardNodeShell: NodeShell {
    let shell: any NodeShell
    let transcript: Transcript

    func run(_ command: NodeCommand) async throws(NodeShellError) -> NodeCommandResult {
        do throws(NodeShellError) {
            let result = try await shell.run(command)
            transcript.hear(command, result.exitCode)
            return result
        } catch {
            transcript.hear(command, error)
            throw error
        }
    }
}

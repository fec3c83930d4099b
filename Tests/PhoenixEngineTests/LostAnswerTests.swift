import PhoenixEngine
import PhoenixModel
import PhoenixPorts
import PhoenixSimulator
import PhoenixTestSupport
import Synchronization
import Testing

/// Proves: an answer that is lost, before or after the effect, changes nothing about the end, and nothing is made twice.
@Suite struct LostAnswerTests {
    @Test(
        "Every change and every command loses its answer once, before or after its effect",
        arguments: AnswerThief.Moment.allCases)
    func everyCall(moment: AnswerThief.Moment) async throws {
        var whole = Lab()
        let wholeTasks = CountingDriver(whole.host)
        whole.driver = wholeTasks
        _ = try await whole.converge(on: PowerCutTests.fleet)
        let expected = try await likeness(whole)
        var lost = 0
        while true {
            var lab = Lab()
            let tasks = CountingDriver(lab.host)
            let thief = AnswerThief(victim: lost + 1, moment)
            lab.driver = LosingDriver(driver: tasks, thief: thief)
            lab.shell = LosingShell(shell: lab.host, thief: thief)
            let ending = try await lab.converge(on: PowerCutTests.fleet).summary
            guard thief.hasStruck else { break }
            lost += 1
            #expect(ending.hasPrefix("converged"), "\(moment) \(lost): \(ending)")
            #expect(try await likeness(lab) == expected, "\(moment) \(lost)")
            #expect(madeTwice(tasks.counts) == [], "\(moment) \(lost)")
        }
        #expect(lost > 40, "the loop met \(lost) losses")
        print("lost answers \(moment): \(lost)")
    }

    /// A restart may be sent again, as nothing shows whether it took place; nothing else may.
    private func madeTwice(_ counts: [String]) -> [String] {
        counts.filter { !$0.hasSuffix("× 1") && !$0.hasPrefix("restart") }
    }
}

extension AnswerThief {
    static let lost = Failure(
        .outcomeUnknown, "the connection was lost", remedy: "Phoenix looks for what became of it", disposition: .retry)
}

struct LosingDriver: HostDriver {
    let driver: any HostDriver
    let thief: AnswerThief

    func observe(_ interest: Interest) async throws(Failure) -> ObservedState { try await driver.observe(interest) }

    func submit(_ submissions: [Submission]) async -> [Result<Acceptance, Failure>] {
        var answers: [Result<Acceptance, Failure>] = []
        for submission in submissions {
            let isLost = thief.strikes()
            let isSent = !isLost || thief.moment == .afterEffect
            let answer = isSent ? await driver.submit([submission]) : []
            answers += isLost ? [.failure(AnswerThief.lost)] : answer
        }
        return answers
    }

    func look(at tasks: [TaskID]) async -> [TaskSight] { await driver.look(at: tasks) }
}

struct LosingShell: GuestShell {
    let shell: any GuestShell
    let thief: AnswerThief

    func start(_ requests: [GuestRequest]) async -> [Result<Void, Failure>] {
        var answers: [Result<Void, Failure>] = []
        for request in requests {
            let isLost = thief.strikes()
            let isSent = !isLost || thief.moment == .afterEffect
            let answer = isSent ? await shell.start([request]) : []
            answers += isLost ? [.failure(AnswerThief.lost)] : answer
        }
        return answers
    }

    func look(at runs: [GuestRunReference]) async -> [GuestRunSight] { await shell.look(at: runs) }
}

package import PhoenixModel
package import PhoenixPorts
package import PhoenixSwarm

/// One instance's doors to a host that several work on: each change, command and look waits for its turn, and what the host
/// took is noted. When all sleep, time goes on to where the first one wakes.
package struct TurnedDoors: HostDriver, GuestShell, WorldClock {
    private let driver: any HostDriver
    private let shell: any GuestShell
    private let clock: any WorldClock
    private let turnstile: Turnstile
    private let party: Int
    private let history: HostHistory

    /// - Parameter party: which of the instances it is.
    package init(
        driver: any HostDriver, shell: any GuestShell, clock: any WorldClock, turnstile: Turnstile, party: Int,
        history: HostHistory
    ) {
        self.driver = driver
        self.shell = shell
        self.clock = clock
        self.turnstile = turnstile
        self.party = party
        self.history = history
    }

    package func observe(_ interest: Interest) async throws(Failure) -> ObservedState {
        await turn()
        return try await driver.observe(interest)
    }

    package func submit(_ submissions: [Submission]) async -> [Result<Acceptance, Failure>] {
        var answers: [Result<Acceptance, Failure>] = []
        for submission in submissions {
            await turn()
            let answer = await driver.submit([submission])
            history.note(submission, by: party, answer)
            answers += answer
        }
        return answers
    }

    package func look(at tasks: [TaskID]) async -> [TaskSight] {
        await turn()
        return await driver.look(at: tasks)
    }

    package func start(_ requests: [GuestRequest]) async -> [Result<Void, Failure>] {
        var answers: [Result<Void, Failure>] = []
        for request in requests {
            await turn()
            history.note(request)
            answers += await shell.start([request])
        }
        return answers
    }

    package func look(at runs: [GuestRunReference]) async -> [GuestRunSight] {
        guard !runs.isEmpty else { return [] }
        await turn()
        let sights = await shell.look(at: runs)
        for (run, sight) in zip(runs, sights) {
            if case .ended(0, _) = sight { history.noteSuccess(of: run) }
        }
        return sights
    }

    package func now() async -> Instant { await clock.now() }

    package func sleep(until deadline: Instant) async {
        await turnstile.pass(party, notBefore: deadline)
        history.noteTurn(of: party)
    }

    private func turn() async {
        await turnstile.pass(party)
        history.noteTurn(of: party)
    }
}

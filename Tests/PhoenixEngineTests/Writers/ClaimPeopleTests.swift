import PhoenixEngine
import PhoenixModel
import PhoenixPlanner
import PhoenixPorts
import PhoenixSimulator
import PhoenixTestSupport
import Synchronization
import Testing

/// What people do to a guest while Phoenix works on it under its claim, and how it ends.
@Suite struct ClaimPeopleTests {
    private static let before = wish([
        container(101, "web", features: [feature("docker")]), container(102, "db"),
    ])
    private static let after = wish(
        [
            container(101, "web", memory: 2048, features: [feature("docker"), feature("tools")]),
            container(102, "db", memory: 2048),
        ], commit: commit("b"))

    /// A sync in which a person acts right before the first change of a kind.
    private func sync(
        before operation: Change.Operation, _ act: @escaping @Sendable (SimulatedHost) async throws -> Void
    ) async throws -> (lab: Lab, outcome: String) {
        var lab = Lab()
        _ = try await lab.converge(on: Self.before)
        lab.driver = MeddledDriver(host: lab.host, before: operation, act)
        return (lab, try await lab.converge(on: Self.after).summary)
    }

    @Test("Takes the claim away: the guest is claimed anew, and the work goes on")
    func claimTaken() async throws {
        let (lab, outcome) = try await sync(before: .configure) { host in
            let guest = try #require(try await host.observe().guests.first { $0.id == id(101) })
            let mark = try #require(guest.mark)
            #expect(mark.claim?.writer == "one")
            let change = Change.mark(guest.reference, mark.claimed(nil))
            _ = await host.submit([Submission(change: change, fence: .unchanged(mark))])
        }
        #expect(outcome.hasPrefix("converged"), "\(outcome)")
        let steps = await lab.told.succeeded
        #expect(steps.count { $0 == "101/claim" } == 2)
        #expect(steps.count { $0 == "101/feature/tools" } == 1)
        #expect(Writers.claims(on: lab.host) == [])
    }

    @Test("Writes another's claim: the guest is left alone, with the reason, until it has run out")
    func claimWritten() async throws {
        let (lab, outcome) = try await sync(before: .configure) { host in
            let guest = try #require(try await host.observe().guests.first { $0.id == id(101) })
            let mark = try #require(guest.mark)
            let claim = Claim(writer: "two", until: await host.now().adding(seconds: 3600))
            let change = Change.mark(guest.reference, mark.claimed(claim))
            _ = await host.submit([Submission(change: change, fence: .unchanged(mark))])
        }
        #expect(outcome == "blocked")
        #expect(lab.host.cluster.guests[id(101)]?.file.current["memory"] == "1024")
        #expect(lab.host.cluster.guests[id(102)]?.file.current["memory"] == "2048", "the others go on")
        let plan = try await lab.plan(Self.after)
        guard case .blocked(let obstacle)? = plan.guests.first?.conditions.first else {
            Issue.record("\(plan.guests)")
            return
        }
        let until = try #require(Writers.claims(on: lab.host).first?.until)
        #expect(obstacle.message == "another Phoenix (two) is at work on it, until \(until) at the latest")
        await lab.host.sleep(until: until)
        #expect(try await lab.converge(on: Self.after).summary.hasPrefix("converged"))
        #expect(Writers.claims(on: lab.host) == [])
    }

    @Test("Takes the mark away: the guest is foreign from then on")
    func markTaken() async throws {
        let (lab, outcome) = try await sync(before: .configure) { try $0.perform(.removeMark(id(101))) }
        #expect(outcome.hasPrefix("failed 101/configure"), "\(outcome)")
        #expect(try await lab.converge(on: Self.after).summary == "blocked")
        #expect(lab.host.cluster.guests[id(101)]?.file.current["memory"] == "1024")
    }

    @Test("Changes the same setting: the commit wins, as its change comes later")
    func changed() async throws {
        let (lab, outcome) = try await sync(before: .configure) {
            try $0.perform(.configure(id(101), set: [.memory(mebibytes: 512)], unset: []))
        }
        #expect(outcome.hasPrefix("converged"), "\(outcome)")
        #expect(lab.host.cluster.guests[id(101)]?.file.current["memory"] == "2048")
    }

    @Test("Deletes the guest: the next sync makes it again, under a claim that it releases")
    func deleted() async throws {
        let (lab, outcome) = try await sync(before: .configure) { host in
            try host.perform(.powerOff(id(101)))
            try host.perform(.delete(id(101)))
        }
        #expect(outcome.hasPrefix("failed 101/configure") || outcome.hasPrefix("converged"), "\(outcome)")
        #expect(try await lab.converge(on: Self.after).summary.hasPrefix("converged"))
        #expect(lab.host.cluster.guests[id(101)]?.file.current["memory"] == "2048")
        #expect(Writers.claims(on: lab.host) == [])
    }

    @Test("Locks the guest: what was begun is left under its claim, and goes on when the lock is gone")
    func locked() async throws {
        let (lab, outcome) = try await sync(before: .configure) { try $0.perform(.lock(id(101), reason: "backup")) }
        #expect(outcome.hasPrefix("failed 101/configure"), "\(outcome)")
        #expect(Writers.claims(on: lab.host).map(\.writer) == ["one"])
        #expect(try await lab.converge(on: Self.after).summary == "blocked")
        try lab.host.perform(.unlock(id(101)))
        #expect(try await lab.converge(on: Self.after).summary.hasPrefix("converged"))
        #expect(Writers.claims(on: lab.host) == [])
    }
}

/// Lets a person act right before the first change of a kind to guest 101.
private final class MeddledDriver: HostDriver {
    private let host: SimulatedHost
    private let operation: Change.Operation
    private let act: @Sendable (SimulatedHost) async throws -> Void
    private let hasActed = Mutex(false)

    init(
        host: SimulatedHost, before operation: Change.Operation,
        _ act: @escaping @Sendable (SimulatedHost) async throws -> Void
    ) {
        self.host = host
        self.operation = operation
        self.act = act
    }

    func observe(_ interest: Interest) async throws(Failure) -> ObservedState { try await host.observe(interest) }

    func submit(_ submissions: [Submission]) async -> [Result<Acceptance, Failure>] {
        for submission in submissions
        where submission.change.operation == operation && submission.change.guest.id == id(101) {
            let isFirst = hasActed.withLock { done in
                defer { done = true }
                return !done
            }
            if isFirst {
                do { try await act(host) } catch { Issue.record(error) }
            }
        }
        return await host.submit(submissions)
    }

    func look(at tasks: [TaskID]) async -> [TaskSight] { await host.look(at: tasks) }
}

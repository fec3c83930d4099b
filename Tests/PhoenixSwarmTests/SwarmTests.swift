import PhoenixModel
import PhoenixPlanner
import PhoenixSwarm
import Testing

/// Proves: in random lives of fleets, with faults, power cuts, people and a second Phoenix, no promise is broken; the same
/// seed is the same life; and a Phoenix that breaks a promise is caught, with a story short enough to read.
@Suite struct SwarmTests {
    @Test("In hundreds of random stories every promise is kept, and nearly everything is met")
    func promises() async throws {
        let report = try await Swarm(seed: 1, width: 2).run { $0 < 300 }
        #expect(report.failures.isEmpty, "\(report.failures.map(\.text).joined(separator: "\n\n"))")
        #expect(report.stories == 300)
        // The rare ones take thousands of stories: `make swarm` meets all of them.
        #expect(report.neverMet.count <= 8, "\(report.neverMet)")
        print(report.text())
    }

    @Test("Through Proxmox's own API they are kept as well, and no secret is seen")
    func promisesOverAPI() async throws {
        let report = try await Swarm(seed: 1, width: 2, door: .api).run { $0 < 60 }
        #expect(report.failures.isEmpty, "\(report.failures.map(\.text).joined(separator: "\n\n"))")
        #expect(report.neverMet.count <= 30, "\(report.neverMet)")
        #expect(report.encounters.contains("secret given"))
        print(report.text())
    }

    @Test("A secret that somebody could read is noticed, and the story names the door")
    func secrets() async throws {
        let swarm = Swarm(seed: 1, width: 2, door: .api) { submission in
            guard case .configure(let guest, let set, let unset) = submission.change else { return submission }
            return Submission(
                change: .configure(guest, set: set + [.name(Story.secret)], unset: unset), fence: submission.fence)
        }
        let report = try await swarm.run(mostFailures: 1) { $0 < 20 }
        let failure = try #require(report.failures.first { $0.breaches.contains { $0.promise == .secretsUnseen } })
        #expect(failure.text.contains("--seed \(failure.story.seed) --door api --without "))
    }

    @Test(
        "The same seed tells the same stories, whatever else the machine does, and another seed others",
        arguments: [(StoryDoor.inProcess, 30), (.api, 8)])
    func determinism(_ door: StoryDoor, stories: Int) async throws {
        async let first = Swarm(seed: 7, width: 1, door: door).run { $0 < stories }
        async let second = Swarm(seed: 7, width: 4, door: door).run { $0 < stories }
        async let other = Swarm(seed: 8, width: 2, door: door).run { $0 < stories }
        let (one, two, three) = try await (first, second, other)
        #expect(one.trace == two.trace)
        #expect(one.text() == two.text())
        #expect(one.trace != three.trace)
    }

    @Test("A story played without some of its parts is the same each time, too")
    func omissions() async throws {
        let story = Story(seed: 3)
        let parts = try ["event-1", "event-3", "second-instance"].map { try #require(Story.Part($0)) }
        #expect(parts.map(\.description) == ["event-1", "event-3", "second-instance"])
        #expect(Story.Part("event-x") == nil && Story.Part("guest-1") == nil && Story.Part("chapter-2") == nil)
        let shorter = story.without(Set(parts))
        let (one, two) = (
            try await shorter.performed(), try await Story(seed: 3).without(Set(parts)).performed()
        )
        #expect(one.trace == two.trace)
    }

    /// Each is a defect that Phoenix could have.
    private static let mutants: [(name: String, promise: Promise, mutant: Mutant)] = [
        (
            "destroys instead of starting", .nobodyLost,
            { submission in
                guard case .start(let guest) = submission.change else { return submission }
                return Submission(change: .destroy(guest), fence: .untouched)
            }
        ),
        (
            "writes another guest's name", .oneGuestPerIdentity,
            { submission in
                guard case .mark(let guest, var mark) = submission.change, let other = GuestID(999) else {
                    return submission
                }
                mark.guest = other
                return Submission(change: .mark(guest, mark), fence: submission.fence)
            }
        ),
        (
            "never starts what it stopped", .convergesInPeace,
            { submission in
                guard case .start(let guest) = submission.change else { return submission }
                return Submission(change: .shutDown(guest, timeoutSeconds: 60), fence: submission.fence)
            }
        ),
    ]

    @Test("A Phoenix that breaks a promise is caught, and its story is made short", arguments: 0..<3)
    func caught(_ number: Int) async throws {
        let (name, promise, mutant) = Self.mutants[number]
        let report = try await Swarm(seed: 1, width: 2, mutant: mutant).run(mostFailures: 2) { $0 < 40 }
        let failure = report.failures.first { $0.breaches.contains { $0.promise == promise } }
        let found = try #require(failure, "a Phoenix that \(name) was not caught")
        let again = try await Story(seed: found.story.seed).without(found.story.omitted).performed(mutant)
        #expect(again.breaches == found.breaches)
        #expect(found.text.contains("again: phoenix simulate --swarm 1 --seed \(found.story.seed)"))
        #expect(found.story.omitted.count > 3, "no story was made shorter")
    }

    @Test("A fleet of a hundred guests lives through a day")
    func large() async throws {
        let report = try await Swarm(seed: 1, width: 1, scale: StoryScale(guests: 100, hours: 24)).run { $0 < 1 }
        #expect(report.failures.isEmpty, "\(report.failures.map(\.text).joined(separator: "\n\n"))")
        #expect(report.simulatedMilliseconds > 24 * 3_600_000)
    }
}

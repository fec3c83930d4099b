import PhoenixEngine
import PhoenixModel
import PhoenixSimulator
import PhoenixTestSupport
import Testing

/// Proves: two instances of Phoenix on one host and repository, with a state directory each, come to what one alone would
/// have come to, by the same tasks, the same scripts and the same values of settings.
///
/// How: every call of both waits for its turn, and a seed chooses whose it is.
@Suite struct TwoWritersTests {
    static let stories = [CutStory.first, .update, .removal]
    /// As many as take seconds; a hundred of each story were tried when this was written.
    static let seeds = UInt64(1)...16

    @Test("Both follow the same commits", arguments: stories)
    func sameCommits(story: CutStory) async throws {
        let alone = try await Rounds(story, instances: 1)
        var orders: Set<[Int]> = []
        var changes = 0
        var refusals = 0
        for seed in Self.seeds {
            let both = try await Rounds(story, instances: 2, seed: seed)
            #expect(both.likeness == alone.likeness, "seed \(seed)")
            #expect(both.tasks == alone.tasks, "seed \(seed)")
            #expect(both.scripts == alone.scripts, "seed \(seed)")
            #expect(both.settings == alone.settings, "seed \(seed)")
            #expect(both.words.allSatisfy { $0 == "converged" || $0 == "blocked" }, "seed \(seed): \(both.words)")
            #expect(both.last == ["converged", "converged"], "seed \(seed)")
            #expect(both.claims == [], "seed \(seed)")
            orders.insert(both.turns)
            changes += both.changes
            refusals += both.refusals
        }
        #expect(orders.count > Self.seeds.count / 2, "the seeds made \(orders.count) different orders")
        #expect(refusals > 0, "nobody was ever overtaken")
        print(
            "two writers, \(story.testDescription): \(orders.count) orders, \(changes) changes taken, \(refusals) refused as overtaken"
        )
    }

    @Test("One is a commit behind: what the other does is not taken back", arguments: [CutStory.update, .removal])
    func behind(story: CutStory) async throws {
        let alone = try await Rounds(story, instances: 1)
        var standing = 0
        for seed in Self.seeds {
            let both = try await Rounds(story, instances: 2, isBehind: true, seed: seed)
            #expect(both.likeness == alone.likeness, "seed \(seed)")
            #expect(both.tasks == alone.tasks, "seed \(seed)")
            #expect(both.scripts == alone.scripts, "seed \(seed)")
            #expect(both.settings == alone.settings, "seed \(seed)")
            #expect(both.last == ["converged", "converged"], "seed \(seed): \(both.words)")
            #expect(both.claims == [], "seed \(seed)")
            standing += both.words.count { $0 == "blocked" }
        }
        #expect(standing > 0, "nobody ever stood back")
        print("two writers, one behind, \(story.testDescription): stood back \(standing) times")
    }

    @Test("A commit that fails is rolled back by each of them, once")
    func rollback() async throws {
        let alone = try await Rounds(.rollback, instances: 1)
        for seed in Self.seeds {
            let both = try await Rounds(.rollback, instances: 2, seed: seed)
            #expect(both.likeness == alone.likeness, "seed \(seed)")
            #expect(both.scripts == alone.scripts, "seed \(seed)")
            #expect(both.last == ["rolled back to aaaaaaa", "rolled back to aaaaaaa"], "seed \(seed): \(both.words)")
            #expect(both.claims == [], "seed \(seed)")
            for (setting, values) in both.settings {
                #expect(values.count <= 2 * (alone.settings[setting]?.count ?? 0), "seed \(seed): \(setting) \(values)")
            }
        }
    }

    @Test("One is killed while it works: the other waits until its claims have run out, and finishes")
    func killed() async throws {
        let scene = try await CutScene(.update)
        let uncut = try await scene.lab()
        #expect(await scene.sync(uncut) == "converged")
        let expected = try await likeness(uncut, "homelab")
        var waits = 0
        var cut = 1
        while true {
            let lab = try await scene.lab()
            let power = Power(cutAt: cut, .after)
            _ = await scene.sync(
                lab,
                World(
                    driver: PoweredDriver(driver: lab.host, power: power),
                    shell: PoweredShell(shell: lab.host, power: power), clock: lab.host,
                    journal: PoweredJournal(journal: lab.journal, power: power), sink: lab.told))
            guard power.isOff else { break }
            var heir = Lab(lab.host)
            heir.writer = "two"
            var outcome = await scene.sync(heir)
            if let end = Writers.claims(on: lab.host).map(\.until).max() {
                #expect(outcome == "blocked", "cut \(cut)")
                waits += 1
                await lab.host.sleep(until: end)
                outcome = await scene.sync(heir)
            }
            #expect(outcome == "converged", "cut \(cut)")
            #expect(try await likeness(heir, "homelab") == expected, "cut \(cut)")
            #expect(Writers.claims(on: lab.host) == [], "cut \(cut)")
            cut += 3
        }
        #expect(waits > 10, "the heir had to wait \(waits) times")
        print("two writers, one killed: \(cut / 3) cuts, waited for claims after \(waits)")
    }
}

import PhoenixModel
import PhoenixSimulator
import PhoenixTestSupport

/// A story of commits, each pushed when the instances have come to rest on the one before, and what became of it.
struct Rounds {
    private(set) var words: [String] = []
    private(set) var last: [String] = []
    let turns: [Int]
    let likeness: [String]
    let tasks: [String]
    let scripts: [String]
    let settings: [String: [String]]
    let claims: [Claim]
    let changes: Int
    let refusals: Int

    /// - Parameter isBehind: whether the second instance's repository answers the last commit one activation later.
    init(_ story: CutStory, instances: Int, isBehind: Bool = false, seed: UInt64 = 0) async throws {
        var start = Scenario.homelab
        start.scripts = story.scripts
        let branches = (0..<instances).map { _ in Branch([]) }
        let writers = Writers(start, branches)
        for (name, files) in zip("abcdef", story.before + [story.tried]) {
            let isLate = isBehind && files == story.tried
            for branch in isLate ? branches.dropLast() : branches { branch.push(name, files) }
            // The loser of the first round comes back at its next interval.
            for round in 0..<maximumRounds {
                let words = await writers.activate(seed: seed &* 31 &+ UInt64(round))
                self.words += words
                last = words
                if isLate, round == 0 {
                    branches.last?.push(name, files)
                } else if words.allSatisfy({ $0 == "converged" }) {
                    break
                }
            }
        }
        turns = writers.history.turns
        likeness = try await writers.likeness()
        tasks = writers.history.tasks
        scripts = writers.history.scripts
        settings = writers.history.settings
        claims = Writers.claims(on: writers.host)
        changes = writers.history.count
        refusals = writers.history.refusals(.overtaken)
    }
}

/// Once at the same time, and once more for who had to stand back.
private let maximumRounds = 4

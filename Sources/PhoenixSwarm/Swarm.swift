/// Many stories, each from a seed of its own, played side by side.
package struct Swarm: Sendable {
    private let seed: UInt64
    private let width: Int
    private let scale: StoryScale
    private let door: StoryDoor
    private let omitted: Set<Story.Part>
    private let mutant: Mutant?

    /// - Parameters:
    ///   - seed: the first story's; the next ones have the numbers behind it.
    ///   - width: how many are played at the same time: one for each processor.
    ///   - scale: how large the stories are.
    ///   - door: by which Phoenix reaches the hosts.
    ///   - omitted: what is left out of every story, to play one again that was made shorter.
    ///   - mutant: spoils what Phoenix asks of the host: for tests of the promises.
    package init(
        seed: UInt64, width: Int, scale: StoryScale = StoryScale(), door: StoryDoor = .inProcess,
        omitting omitted: Set<Story.Part> = [], mutant: Mutant? = nil
    ) {
        self.seed = seed
        self.width = max(1, width)
        self.scale = scale
        self.door = door
        self.omitted = omitted
        self.mutant = mutant
    }

    /// Plays stories as long as the next one's number is wanted, and makes those shorter in which a promise was not kept.
    ///
    /// - Parameters:
    ///   - isWanted: whether a story of this number, from 0, is to be played.
    ///   - mostFailures: after that many stories with broken promises no other is begun.
    package func run(mostFailures: Int = 5, while isWanted: @Sendable (Int) -> Bool) async throws -> SwarmReport {
        var report = SwarmReport(seed: seed)
        // Added in the order of their numbers, whenever each ends: the report is the same on every machine.
        var ended: [Int: Performance] = [:]
        var failed: [Performance] = []
        try await withThrowingTaskGroup(of: (Int, Performance).self) { group in
            var next = 0
            var added = 0
            func begin() {
                guard failed.count < mostFailures, isWanted(next) else { return }
                let number = next
                next += 1
                let story = Story(seed: seed &+ UInt64(number), scale: scale, door: door).without(omitted)
                group.addTask { (number, try await story.performed(mutant)) }
            }
            for _ in 0..<width { begin() }
            for try await (number, performance) in group {
                ended[number] = performance
                if !performance.breaches.isEmpty { failed.append(performance) }
                while let performance = ended.removeValue(forKey: added) {
                    report.add(performance)
                    added += 1
                }
                begin()
            }
        }
        for performance in failed.sorted(by: { $0.story.seed < $1.story.seed }) {
            report.failures.append(try await shrunk(performance, mutant))
        }
        return report
    }
}

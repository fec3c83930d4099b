/// What a swarm of stories came to.
package struct SwarmReport: Sendable {
    /// The seed of the first story; the others have the numbers behind it.
    package let seed: UInt64
    package internal(set) var stories = 0
    package internal(set) var syncs = 0
    package internal(set) var calls = 0
    package internal(set) var checks = 0
    /// Time that passed in the stories, all together.
    package internal(set) var simulatedMilliseconds: Int64 = 0
    package internal(set) var encounters: Set<String> = []
    /// The stories in which a promise was not kept, as short as they could be made, ascending by seed.
    package internal(set) var failures: [Performance] = []
    /// Of all stories' traces, in the order of their seeds.
    package internal(set) var trace = TraceDigest()

    init(seed: UInt64) { self.seed = seed }

    /// What was never met, though it has to be by a swarm that is large enough.
    package var neverMet: [String] { Sometimes.all.filter { !encounters.contains($0) } }

    mutating func add(_ performance: Performance) {
        stories += 1
        syncs += performance.syncs
        calls += performance.calls
        checks += performance.checks
        simulatedMilliseconds += performance.simulatedMilliseconds
        encounters.formUnion(performance.encounters)
        trace.add(performance.trace.value)
    }
}

package import PhoenixModel

/// Lets several parties through one at a time, in an order that a seed chooses: whoever passes goes on alone until it
/// comes back. No time passes; when all sleep, the one that wakes first goes on.
package actor Turnstile {
    private var chance: SeededGenerator
    /// Those that have not left, whether they wait or are on their way.
    private var present: Set<Int>
    private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    private var sleeping: [Int: Sleeper] = [:]
    /// Who passed, in order.
    package private(set) var passages: [Int] = []

    private struct Sleeper {
        let until: Instant
        let continuation: CheckedContinuation<Void, Never>
    }

    /// - Parameter parties: their numbers are 0, 1, …
    package init(seed: UInt64, parties: Int) {
        chance = SeededGenerator(seed: seed)
        present = Set(0..<parties)
    }

    /// Waits for the party's turn.
    package func pass(_ party: Int) async {
        await withCheckedContinuation { continuation in
            waiting[party] = continuation
            letOneThrough()
        }
    }

    /// Waits until nobody has anything to do before that time.
    package func sleep(_ party: Int, until instant: Instant) async {
        await withCheckedContinuation { continuation in
            sleeping[party] = Sleeper(until: instant, continuation: continuation)
            letOneThrough()
        }
    }

    /// The party does not come back.
    package func leave(_ party: Int) {
        present.remove(party)
        letOneThrough()
    }

    private func letOneThrough() {
        guard waiting.count + sleeping.count == present.count else { return }
        if let party = chance.pick(waiting.keys.sorted()) {
            passages.append(party)
            waiting.removeValue(forKey: party)?.resume()
        } else if let party = sleeping.min(by: { ($0.value.until, $0.key) < ($1.value.until, $1.key) })?.key {
            passages.append(party)
            sleeping.removeValue(forKey: party)?.continuation.resume()
        }
    }
}

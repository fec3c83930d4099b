import PhoenixModel

/// When a failed attempt is made again: the one table from failure to schedule.
struct RetryPolicy {
    /// Chance for the jitter; seeded, so that the same run makes the same pauses.
    private var chance: SeededGenerator

    init(seed: UInt64) {
        chance = SeededGenerator(seed: seed)
    }

    /// How many milliseconds to wait before the next attempt; nil if there is none.
    mutating func pauseMilliseconds(after failure: Failure, attempt: Int) -> Int64? {
        switch failure.disposition {
        case .stall: return nil
        case .wait(let seconds): return attempt <= maximumWaits ? Int64(seconds) * 1000 : nil
        case .retry:
            guard attempt < maximumAttempts else { return nil }
            let base = min(firstPauseMilliseconds << Int64(attempt - 1), longestPauseMilliseconds)
            // Between half and the whole, so that many who failed together do not come back together.
            return base / 2 + Int64(chance.next(below: UInt64(base / 2 + 1)))
        }
    }
}

/// Lock timeouts and lost connections pass within a minute or need a person: 2 + 4 + 8 + 16 seconds of patience, and a fifth try.
private let maximumAttempts = 5
/// Something known has to end first, such as a backup: asked for as often as this.
private let maximumWaits = 60
private let firstPauseMilliseconds: Int64 = 2000
private let longestPauseMilliseconds: Int64 = 60_000

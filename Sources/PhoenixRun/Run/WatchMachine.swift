import PhoenixModel

/// When the next activation comes: the interval with some jitter, later while Git or host cannot be reached.
package struct WatchMachine: Sendable {
    private let intervalSeconds: Int
    private var chance: SeededGenerator
    private var unreachableInARow = 0

    /// - Parameter seed: decides the jitter, so that many Phoenixes do not ask one Git server at the same moment.
    package init(intervalSeconds: Int, seed: UInt64) {
        self.intervalSeconds = intervalSeconds
        chance = SeededGenerator(seed: seed)
    }

    /// How many milliseconds to wait after an activation that could, or could not, reach Git and host.
    package mutating func pauseMilliseconds(afterReaching isReached: Bool) -> Int64 {
        unreachableInARow = isReached ? 0 : min(unreachableInARow + 1, largestStretch)
        let stretched = Int64(intervalSeconds) * 1000 * Int64(1 << unreachableInARow)
        let spread = stretched / 5
        return stretched - spread / 2 + Int64(chance.next(below: UInt64(spread + 1)))
    }
}

/// Eight times the interval: a server that is down is not hammered, and one that is back is soon noticed.
private let largestStretch = 3

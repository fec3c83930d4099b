import PhoenixModel

/// How far a run's output was told: kept in memory only, so that a new process tells it from the begin.
struct RunProgress: Sendable {
    /// Since when the run is looked at by this process.
    let since: Instant
    private(set) var offset = 0
    private var cutter = LineCutter()

    init(since: Instant) {
        self.since = since
    }

    /// Takes a window of output; gives back the lines that it completes.
    mutating func add(_ bytes: [UInt8]) -> [String] {
        offset += bytes.count
        return cutter.add(bytes)
    }

    /// The last line, if it was not ended.
    mutating func finish() -> [String] { cutter.finish() }

    /// When the next look is worth its calls: soon for short runs, every few seconds for long ones.
    func nextLook(at now: Instant) -> Instant {
        let elapsed = max(0, now.milliseconds(since: since))
        return now.adding(milliseconds: min(Self.longestPause, max(Self.shortestPause, elapsed / 8)))
    }

    /// In milliseconds: a check takes about that long.
    private static let shortestPause: Int64 = 250
    /// In milliseconds: how late the end of an installation of half an hour may be seen.
    private static let longestPause: Int64 = 5000
}

import PhoenixSimulator

/// What the API remembers from one request to the next.
struct Memory: Sendable {
    /// The cluster as the last call left it, while a stale read can happen.
    var earlier: Cluster?
    /// The cluster as it was at the last look at everything, or at a part of it; kept as the one above.
    var lastSeen: Cluster?
    var kept = KeptAnswers()
}

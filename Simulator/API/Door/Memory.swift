import PhoenixSimulator

/// What the API remembers from one request to the next.
struct Memory: Sendable {
    /// The cluster as the last call left it, while a stale read can happen.
    var earlier: Cluster?
    var kept = KeptAnswers()
}

import Testing

/// Runs a test in which one deadline has to pass, with longer and longer ones, until everything else was done in time:
/// so it depends on no machine's speed.
///
/// - Parameter test: gives false if the deadline passed too soon.
func withGrowingDeadline(_ test: (_ seconds: Double) async throws -> Bool) async throws {
    var seconds = 0.25
    while try await !test(seconds) {
        seconds *= 2
        try #require(seconds < 20, "not even a long deadline was long enough")
    }
}

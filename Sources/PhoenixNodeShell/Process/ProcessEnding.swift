/// How a program ended, and all that it said.
struct ProcessEnding: Sendable {
    /// Why it ended.
    let cause: Cause
    /// As shells say it: 128 and the signal's number if one ended it.
    let exitCode: Int
    let output: CollectedStream
    let errorOutput: CollectedStream

    enum Cause: Sendable, Hashable {
        /// By itself.
        case itself
        /// Its time was over.
        case deadline
        /// It said more than is kept.
        case tooMuchOutput
        /// Nobody waits for it any more.
        case cancellation
        /// What it said could not be read; with the system's words.
        case unreadable(String)
    }
}

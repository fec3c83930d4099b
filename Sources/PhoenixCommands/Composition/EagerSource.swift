import PhoenixEngine
import PhoenixManifest
import PhoenixModel
import PhoenixPorts
import Synchronization

/// Asks for the newest commit at once, and reads it as soon as it is known, while everything else is still being opened.
final class EagerSource: CommitSource, CommitReader {
    private typealias Look = Task<Result<CommitID, Failure>, Never>
    private typealias Read = Task<Result<Reading, Failure>, Never>

    private let source: any CommitSource
    private let reader: any CommitReader
    private let guess: Guess?
    private let state = Mutex(State())

    /// The commit that is probably still the newest, and who reads it without asking the remote.
    struct Guess {
        let commit: CommitID
        let reader: any CommitReader
    }

    private struct State {
        /// Nil once somebody has taken the answer: whoever asks later wants to know anew.
        var firstLook: Look?
        /// A commit never changes, so its reading is good until another one is wanted.
        var lastRead: (commit: CommitID, reading: Read)?
        /// Whether that was read before anybody knew that it is wanted.
        var isGuessed = false
    }

    init(_ source: any CommitSource, reader: any CommitReader, guess: Guess? = nil) {
        self.source = source
        self.reader = reader
        self.guess = guess
        let look = Look.detached { [self] in
            let answer = await result { () async throws(Failure) in try await source.latest() }
            if case .success(let commit) = answer { _ = read(commit) }
            return answer
        }
        state.withLock { $0.firstLook = look }
    }

    func latest() async throws(Failure) -> CommitID {
        let look = state.withLock { state in
            defer { state.firstLook = nil }
            return state.firstLook
        }
        guard let look else { return try await source.latest() }
        let answer = await withTaskCancellationHandler {
            await look.value
        } onCancel: {
            look.cancel()
        }
        return try answer.get()
    }

    /// Reads what is probably wanted while the remote's answer is awaited. To be called when there is nothing else to do.
    func readGuess() {
        guard let guess else { return }
        state.withLock { state in
            guard state.lastRead == nil else { return }
            state.isGuessed = true
            state.lastRead = (guess.commit, Self.begin(guess.commit, guess.reader))
        }
    }

    func reading(of commit: CommitID) async throws(Failure) -> Reading {
        var reading = await read(commit).value
        if case .failure = reading, forgetLastRead() { reading = await read(commit).value }
        if case .failure = reading { _ = forgetLastRead() }
        return try reading.get()
    }

    /// - Returns: whether it was guessed, so that asking the remote may help.
    private func forgetLastRead() -> Bool {
        state.withLock { state in
            defer { (state.lastRead, state.isGuessed) = (nil, false) }
            return state.isGuessed
        }
    }

    /// The reading of a commit that was begun last, or else one that begins now.
    private func read(_ commit: CommitID) -> Read {
        state.withLock { state in
            if let last = state.lastRead, last.commit == commit { return last.reading }
            let reading = Self.begin(commit, reader)
            (state.lastRead, state.isGuessed) = ((commit, reading), false)
            return reading
        }
    }

    private static func begin(_ commit: CommitID, _ reader: any CommitReader) -> Read {
        Read.detached { await result { () async throws(Failure) in try await reader.reading(of: commit) } }
    }

    func tree(at commit: CommitID) async throws(Failure) -> CommitTree { try await source.tree(at: commit) }

    func relation(of commit: CommitID, to other: CommitID) async throws(Failure) -> CommitRelation {
        try await source.relation(of: commit, to: other)
    }

    func summary(of commit: CommitID) async throws(Failure) -> CommitSummary { try await source.summary(of: commit) }
}

private func result<Value: Sendable>(
    _ body: @Sendable () async throws(Failure) -> Value
) async -> Result<Value, Failure> {
    do throws(Failure) { return .success(try await body()) } catch { return .failure(error) }
}

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
    private let state = Mutex(State())

    private struct State {
        /// Nil once somebody has taken the answer: whoever asks later wants to know anew.
        var firstLook: Look?
        /// A commit never changes, so its reading is good until another one is wanted.
        var lastRead: (commit: CommitID, reading: Read)?
    }

    init(_ source: any CommitSource, reader: any CommitReader) {
        self.source = source
        self.reader = reader
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

    func reading(of commit: CommitID) async throws(Failure) -> Reading {
        let reading = await read(commit).value
        if case .failure = reading { state.withLock { $0.lastRead = nil } }
        return try reading.get()
    }

    /// The reading of a commit that was begun last, or else one that begins now.
    private func read(_ commit: CommitID) -> Read {
        state.withLock { state in
            if let last = state.lastRead, last.commit == commit { return last.reading }
            let reading = Read.detached { [reader] in
                await result { () async throws(Failure) in try await reader.reading(of: commit) }
            }
            state.lastRead = (commit, reading)
            return reading
        }
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

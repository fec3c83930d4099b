import PhoenixModel
import PhoenixPorts
import Synchronization

/// Asks for the newest commit at once, so that the answer is on its way while everything else is opened.
final class EagerSource: CommitSource {
    private typealias Look = Task<Result<CommitID, Failure>, Never>

    private let source: any CommitSource
    /// Nil once somebody has taken the answer: whoever asks later wants to know anew.
    private let firstLook: Mutex<Look?>

    init(_ source: any CommitSource) {
        self.source = source
        firstLook = Mutex(
            Task.detached {
                do throws(Failure) { return .success(try await source.latest()) } catch { return .failure(error) }
            })
    }

    func latest() async throws(Failure) -> CommitID {
        let look = firstLook.withLock { look in
            defer { look = nil }
            return look
        }
        guard let look else { return try await source.latest() }
        let answer = await withTaskCancellationHandler {
            await look.value
        } onCancel: {
            look.cancel()
        }
        return try answer.get()
    }

    func tree(at commit: CommitID) async throws(Failure) -> CommitTree { try await source.tree(at: commit) }

    func relation(of commit: CommitID, to other: CommitID) async throws(Failure) -> CommitRelation {
        try await source.relation(of: commit, to: other)
    }

    func summary(of commit: CommitID) async throws(Failure) -> CommitSummary { try await source.summary(of: commit) }
}

package import PhoenixModel
import PhoenixPorts
import Synchronization

/// A branch in memory: commits in a row, of which one is pointed at.
package final class Branch: CommitSource {
    private struct State {
        var history: [CommitID] = []
        var trees: [CommitID: [String: String]] = [:]
        var tip: CommitID?
        var isReachable = true
    }

    private let state: Mutex<State>

    /// - Parameter commits: the oldest first, with their files.
    package init(_ commits: [(Character, [String: String])]) {
        state = Mutex(State())
        rewrite(commits)
    }

    /// Adds a commit and points at it.
    package func push(_ name: Character, _ files: [String: String]) {
        state.withLock { state in
            state.history.append(commit(name))
            state.trees[commit(name)] = files
            state.tip = commit(name)
        }
    }

    /// Points at a commit that is there already.
    package func point(to name: Character) { state.withLock { $0.tip = commit(name) } }

    /// Nobody is answered any more.
    package func disconnect() { state.withLock { $0.isReachable = false } }

    /// Replaces all history, as a forced push does.
    package func rewrite(_ commits: [(Character, [String: String])]) {
        state.withLock { $0.history = [] }
        for (name, files) in commits { push(name, files) }
    }

    package func latest() async throws(Failure) -> CommitID {
        let (tip, isReachable) = state.withLock { ($0.tip, $0.isReachable) }
        guard let tip, isReachable else { throw Failure(.gitUnreachable, "no answer", remedy: "wait") }
        return tip
    }

    package func tree(at commit: CommitID) async throws(Failure) -> CommitTree {
        let files = state.withLock { $0.trees[commit] ?? [:] }
        return CommitTree(commit: commit, files: files.map { TreeFile(path: $0.key, bytes: Array($0.value.utf8)) })
    }

    package func relation(of commit: CommitID, to other: CommitID) async throws(Failure) -> CommitRelation {
        let history = state.withLock { $0.history }
        guard let place = history.firstIndex(of: commit), let otherPlace = history.firstIndex(of: other) else {
            return .diverged
        }
        return place == otherPlace ? .same : place > otherPlace ? .ahead : .behind
    }

    package func summary(of commit: CommitID) async throws(Failure) -> CommitSummary {
        CommitSummary(commit: commit, subject: "A commit", author: "Ada", committedAtSeconds: 0)
    }
}

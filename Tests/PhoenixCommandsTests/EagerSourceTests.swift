import PhoenixModel
import PhoenixPorts
import PhoenixTestSupport
import Synchronization
import Testing

@testable import PhoenixCommands

/// The look at the remote that is begun before anybody asks.
@Suite struct EagerSourceTests {
    @Test("The remote is asked without being told to, once; each later question asks anew")
    func once() async throws {
        let remote = CountingSource()
        let source = EagerSource(remote)
        #expect(try await source.latest() == commit("a"))
        #expect(remote.looks == 1)
        #expect(try await source.latest() == commit("a"))
        #expect(remote.looks == 2)
    }

    @Test("A failure of the first look is told to whoever asks first")
    func failing() async throws {
        let source = EagerSource(CountingSource(failsOnce: true))
        await #expect(throws: Failure.self) { try await source.latest() }
        #expect(try await source.latest() == commit("a"))
    }

    @Test("Whoever gives up waiting breaks the look off")
    func cancelled() async throws {
        let source = EagerSource(EndlessSource())
        let asking = Task { try await source.latest() }
        asking.cancel()
        await #expect(throws: Failure.self) { try await asking.value }
    }
}

/// Counts how often it is asked for the newest commit.
private final class CountingSource: CommitSource {
    private let count = Mutex(0)
    private let failsOnce: Bool

    init(failsOnce: Bool = false) {
        self.failsOnce = failsOnce
    }

    var looks: Int { count.withLock { $0 } }

    func latest() async throws(Failure) -> CommitID {
        let number = count.withLock { count in
            count += 1
            return count
        }
        if failsOnce, number == 1 { throw unreachable }
        return commit("a")
    }
}

/// Answers only when it is broken off.
private struct EndlessSource: CommitSource {
    func latest() async throws(Failure) -> CommitID {
        while !Task.isCancelled { await Task.yield() }
        throw unreachable
    }
}

private let unreachable = Failure(.gitUnreachable, "no answer", remedy: "wait")

extension CommitSource {
    func tree(at commit: CommitID) async throws(Failure) -> CommitTree { CommitTree(commit: commit, files: []) }

    func relation(of commit: CommitID, to other: CommitID) async throws(Failure) -> CommitRelation { .same }

    func summary(of commit: CommitID) async throws(Failure) -> CommitSummary {
        CommitSummary(commit: commit, subject: "", author: "", committedAtSeconds: 0)
    }
}

import PhoenixEngine
import PhoenixManifest
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
        let source = EagerSource(remote, reader: remote)
        #expect(try await source.latest() == commit("a"))
        #expect(remote.looks == 1)
        #expect(try await source.latest() == commit("a"))
        #expect(remote.looks == 2)
    }

    @Test("What the look found is read ahead, and once; a failed reading is tried again")
    func reading() async throws {
        let remote = CountingSource(readingFailsOnce: true)
        let source = EagerSource(remote, reader: remote)
        let found = try await source.latest()
        await #expect(throws: Failure.self) { try await source.reading(of: found) }
        for _ in 1...3 { _ = try await source.reading(of: found) }
        #expect(remote.readings == 2)
        _ = try await source.reading(of: commit("b"))
        #expect(remote.readings == 3)
    }

    @Test("A failure of the first look is told to whoever asks first")
    func failing() async throws {
        let remote = CountingSource(failsOnce: true)
        let source = EagerSource(remote, reader: remote)
        await #expect(throws: Failure.self) { try await source.latest() }
        #expect(try await source.latest() == commit("a"))
    }

    @Test("A good guess is read while the remote is asked, and not again")
    func guess() async throws {
        let (remote, mirror) = (CountingSource(), CountingSource())
        let source = EagerSource(WaitingSource(), reader: remote, guess: .init(commit: commit("a"), reader: mirror))
        source.readGuess()
        source.readGuess()
        for _ in 1...2 { _ = try await source.reading(of: commit("a")) }
        #expect(mirror.readings == 1 && remote.readings == 0)
    }

    @Test("A bad guess costs nothing: what is wanted is read from the remote")
    func badGuess() async throws {
        let (remote, mirror) = (CountingSource(), CountingSource())
        let source = EagerSource(WaitingSource(), reader: remote, guess: .init(commit: commit("b"), reader: mirror))
        source.readGuess()
        _ = try await source.reading(of: commit("a"))
        #expect(remote.readings == 1)
    }

    @Test("A guess that the mirror does not hold any more is asked of the remote")
    func lostGuess() async throws {
        let (remote, mirror) = (CountingSource(), CountingSource(readingFailsOnce: true))
        let source = EagerSource(WaitingSource(), reader: remote, guess: .init(commit: commit("a"), reader: mirror))
        source.readGuess()
        for _ in 1...2 { _ = try await source.reading(of: commit("a")) }
        #expect(mirror.readings == 1 && remote.readings == 1)
    }

    @Test("Nothing is guessed once the commit is known")
    func late() async throws {
        let (remote, mirror) = (CountingSource(), CountingSource())
        let source = EagerSource(remote, reader: remote, guess: .init(commit: commit("b"), reader: mirror))
        _ = try await source.reading(of: try await source.latest())
        source.readGuess()
        #expect(mirror.readings == 0)
    }

    @Test("Whoever gives up waiting breaks the look off")
    func cancelled() async throws {
        let source = EagerSource(WaitingSource(), reader: CountingSource())
        let asking = Task { try await source.latest() }
        asking.cancel()
        await #expect(throws: Failure.self) { try await asking.value }
    }
}

/// Counts what it is asked.
private final class CountingSource: CommitSource, CommitReader {
    private let counts = Mutex((looks: 0, readings: 0))
    private let failsOnce: Bool
    private let readingFailsOnce: Bool

    init(failsOnce: Bool = false, readingFailsOnce: Bool = false) {
        self.failsOnce = failsOnce
        self.readingFailsOnce = readingFailsOnce
    }

    var looks: Int { counts.withLock { $0.looks } }
    var readings: Int { counts.withLock { $0.readings } }

    func latest() async throws(Failure) -> CommitID {
        let number = counts.withLock { counts in
            counts.looks += 1
            return counts.looks
        }
        if failsOnce, number == 1 { throw unreachable }
        return commit("a")
    }

    func reading(of commit: CommitID) async throws(Failure) -> Reading {
        let number = counts.withLock { counts in
            counts.readings += 1
            return counts.readings
        }
        if readingFailsOnce, number == 1 { throw unreachable }
        return read(CommitTree(commit: commit, files: []))
    }
}

/// Answers only when it is broken off.
private struct WaitingSource: CommitSource {
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

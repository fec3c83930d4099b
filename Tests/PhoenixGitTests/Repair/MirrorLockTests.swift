import PhoenixGit
import PhoenixModel
import Testing

@Suite("Two processes with one mirror")
struct MirrorLockTests {
    @Test("fetch one after another, and both arrive")
    func takeTurns() async throws {
        let fixture = try Fixture()
        let commit = try fixture.upstream.commitLargeFiles()
        try await withThrowingTaskGroup(of: CommitID.self) { group in
            for _ in 0..<6 {
                group.addTask { try await fixture.repository().latest() }
            }
            for try await found in group { #expect(found == commit) }
        }
        #expect(try await fixture.repository().tree(at: commit).files.count == 41)
        try fixture.expectSoundMirror()
    }

    @Test("that one of them holds too long is told")
    func busy() async throws {
        let fixture = try Fixture()
        _ = try await fixture.repository().latest()
        try fixture.upstream.commit(["a": "b"])
        let holder = try Server.holdingLock(fixture.mirror + ".lock")
        var settings = try fixture.settings()
        settings.deadlines.overall = .milliseconds(300)
        let repository = try GitRepository(settings)
        let failure = await thrownFailure { _ = try await repository.latest() }
        #expect(failure?.code == .stateDirectoryBusy)
        #expect(failure?.disposition == .retry)
        withExtendedLifetime(holder) {}
    }
}

import PhoenixGit
import PhoenixModel
import TestPrograms
import Testing

/// The connection ends before the answer is whole: in the list of references, and in the pack.
@Suite("A server that closes the connection", .serialized)
struct ClosedConnectionTests {
    private static let bytes = [1, 30, 300, 1_500, 60_000]

    @Test("is told as that, and leaves a mirror that the next call can use", arguments: ["git", "http"], bytes)
    func closed(_ scheme: String, afterBytes: Int) async throws {
        let fixture = try Fixture()
        let first = try fixture.upstream.tip()
        let folder = fixture.upstream.folder.path
        let server = scheme == "git" ? try Server.gitDaemon(folder) : try Server.http(folder)
        let url = "\(scheme)://127.0.0.1:\(server.port)/fleet.git"
        #expect(try await fixture.repository(url).latest() == first)
        let second = try fixture.upstream.commitLargeFiles()
        let proxy = try Server.misbehaving("cut", "\(server.port)", "\(afterBytes)")
        let cut = try fixture.repository("\(scheme)://127.0.0.1:\(proxy.port)/fleet.git")
        let failure = await thrownFailure { _ = try await cut.latest() }
        #expect(proxy.log.contains("cut"))
        #expect(failure?.code == .gitUnreachable, "\(String(describing: failure))")
        #expect(failure?.disposition == .retry, "\(String(describing: failure))")
        #expect(try await fixture.repository(url).tree(at: first).files.map(\.path) == ["phoenix.json"])
        #expect(try await fixture.repository(url).latest() == second)
        #expect(try await fixture.repository(url).relation(of: second, to: first) == .ahead)
        try fixture.expectSoundMirror()
        withExtendedLifetime(server) {}
    }
}

import Foundation
import PhoenixGit
import PhoenixModel
import TestPrograms
import Testing

@Suite("A process killed in the middle of a fetch", .serialized)
struct KilledFetchTests {
    /// Lets a child fetch through a slow line, and kills it once so many bytes have reached it.
    private func killFetch(of fixture: Fixture, through proxy: Server, afterBytes: Int) throws {
        let before = Self.forwardedBytes(proxy)
        let child = try RecordedProgram(
            [try Probe.path(), "git://127.0.0.1:\(proxy.port)/fleet.git", "main", fixture.mirror],
            environment: Command.environment(home: fixture.state.path))
        let end = ContinuousClock.now + .seconds(20)
        while Self.forwardedBytes(proxy) - before < afterBytes, child.isRunning, ContinuousClock.now < end {
            usleep(2_000)
        }
        #expect(child.isRunning, "it should be in the middle of the fetch")
        child.send(signal: SIGKILL)
        #expect(child.wait().status == 128 + Int(SIGKILL))
    }

    private static func forwardedBytes(_ proxy: Server) -> Int {
        proxy.log.split(separator: "\n").reduce(0) { sum, line in
            line.hasPrefix("forwarded ") ? sum + (Int(line.dropFirst(10)) ?? 0) : sum
        }
    }

    @Test("leaves a mirror that the next process can use", arguments: [1_500, 60_000, 120_000])
    func firstFetch(afterBytes: Int) async throws {
        let fixture = try Fixture()
        let commit = try fixture.upstream.commitLargeFiles()
        let daemon = try Server.gitDaemon(fixture.upstream.folder.path)
        let proxy = try Server.misbehaving("proxy", "\(daemon.port)", "200000")
        try killFetch(of: fixture, through: proxy, afterBytes: afterBytes)
        let url = "git://127.0.0.1:\(daemon.port)/fleet.git"
        #expect(try await fixture.repository(url).latest() == commit)
        #expect(try await fixture.repository(url).tree(at: commit).files.count == 41)
        try fixture.expectSoundMirror()
    }

    @Test("leaves the commits of before readable", arguments: [1_500, 60_000, 120_000])
    func laterFetch(afterBytes: Int) async throws {
        let fixture = try Fixture()
        let daemon = try Server.gitDaemon(fixture.upstream.folder.path)
        let url = "git://127.0.0.1:\(daemon.port)/fleet.git"
        let first = try await fixture.repository(url).latest()
        let second = try fixture.upstream.commitLargeFiles()
        let proxy = try Server.misbehaving("proxy", "\(daemon.port)", "200000")
        try killFetch(of: fixture, through: proxy, afterBytes: afterBytes)
        #expect(try await fixture.repository(url).tree(at: first).files.map(\.path) == ["phoenix.json"])
        #expect(try await fixture.repository(url).latest() == second)
        #expect(try await fixture.repository(url).tree(at: second).files.count == 41)
        try fixture.expectSoundMirror()
    }
}

import Foundation
import PhoenixGit
import PhoenixModel
import TestPrograms
import Testing

@Suite("A server that does not answer", .serialized)
struct UnresponsiveServerTests {
    private let fixture: Fixture

    init() throws { fixture = try Fixture() }

    private func repository(_ url: String, idle: Duration, overall: Duration) throws -> GitRepository {
        var settings = try fixture.settings(url)
        settings.deadlines = GitDeadlines(connect: .seconds(5), idle: idle, overall: overall)
        return try GitRepository(settings)
    }

    @Test("ends the call at the idle deadline", arguments: ["git", "http"])
    func silent(_ scheme: String) async throws {
        let server = try Server.misbehaving("silent")
        let repository = try repository(
            "\(scheme)://127.0.0.1:\(server.port)/x", idle: .milliseconds(300), overall: .seconds(20))
        let failure = await thrownFailure { _ = try await repository.latest() }
        #expect(failure?.code == .gitUnreachable)
        #expect(failure?.disposition == .retry)
        #expect(failure?.message.contains("stopped answering") == true, "\(String(describing: failure))")
        #expect((290...4000).contains(try await server.millisecondsStayed()))
    }

    @Test("but dribbles ends the call at the overall deadline", arguments: ["git", "http"])
    func dribbling(_ scheme: String) async throws {
        let server = try Server.misbehaving("dribble")
        let repository = try repository(
            "\(scheme)://127.0.0.1:\(server.port)/x", idle: .milliseconds(600), overall: .milliseconds(900))
        let failure = await thrownFailure { _ = try await repository.latest() }
        #expect(failure?.code == .gitUnreachable)
        #expect(failure?.disposition == .retry)
        #expect(failure?.message.contains("longer than a whole call") == true, "\(String(describing: failure))")
        #expect((790...4000).contains(try await server.millisecondsStayed()))
    }

    @Test("is left when the task is cancelled", arguments: ["git", "http"])
    func cancelled(_ scheme: String) async throws {
        let server = try Server.misbehaving("silent")
        let repository = try repository(
            "\(scheme)://127.0.0.1:\(server.port)/x", idle: .seconds(20), overall: .seconds(20))
        let start = ContinuousClock.now
        let task = Task { await thrownFailure { _ = try await repository.latest() } }
        while !server.log.contains("accepted"), ContinuousClock.now - start < .seconds(10) { await Task.yield() }
        task.cancel()
        let failure = await task.value
        #expect(failure?.message.contains("on request") == true, "\(String(describing: failure))")
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test(
        "leaves time for other work from when it has been asked", .timeLimit(.minutes(1)), arguments: ["git", "http"])
    func rests(_ scheme: String) async throws {
        let server = try Server.misbehaving("silent")
        let repository = try repository(
            "\(scheme)://127.0.0.1:\(server.port)/x", idle: .seconds(300), overall: .seconds(300))
        let call = Task { await thrownFailure { _ = try await repository.latest() } }
        await repository.firstRest()
        call.cancel()
        #expect(await call.value?.message.contains("on request") == true)
        // Also later, and after a call that never waited.
        await repository.firstRest()
    }

    @Test("is not asked at all by a task that was cancelled before")
    func cancelledBefore() async throws {
        let server = try Server.misbehaving("silent")
        let repository = try repository("git://127.0.0.1:\(server.port)/x", idle: .seconds(20), overall: .seconds(20))
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await thrownFailure { _ = try await repository.latest() }
        }
        #expect(await task.value?.code == .gitUnreachable)
        #expect(!server.log.contains("accepted"))
    }

    @Test("because nothing listens there is told as that", arguments: ["git", "http"])
    func refused(_ scheme: String) async throws {
        let port = try LoopbackPort()
        let repository = try fixture.repository("\(scheme)://127.0.0.1:\(port.number)/x")
        let failure = await thrownFailure { _ = try await repository.latest() }
        withExtendedLifetime(port) {}
        #expect(failure?.code == .gitUnreachable)
        #expect(failure?.disposition == .retry)
        #expect(failure?.causes == ["Connection refused"])
    }

    /// A label of more than 63 characters cannot be in the name service, so nobody is asked.
    @Test("because its name does not exist is told as that")
    func unknownHost() async throws {
        let repository = try fixture.repository("git://\(String(repeating: "x", count: 70)).invalid/fleet")
        let failure = await thrownFailure { _ = try await repository.latest() }
        #expect(failure?.code == .gitUnreachable)
        #expect(failure?.message.contains("name service") == true, "\(String(describing: failure))")
    }

    /// More of them than the cooperative pool has threads.
    @Test("does not hold up anything else")
    func independence() async throws {
        let server = try Server.misbehaving("silent")
        let silent = try (0..<16).map { _ in
            try repository("git://127.0.0.1:\(server.port)/x", idle: .seconds(20), overall: .seconds(20))
        }
        let start = ContinuousClock.now
        let waiting = silent.map { silent in Task { await thrownFailure { _ = try await silent.latest() } } }
        while server.log.components(separatedBy: "accepted").count <= 16, ContinuousClock.now - start < .seconds(10) {
            await Task.yield()
        }
        let other = try Fixture()
        #expect(try await other.repository().latest() == (try other.upstream.tip()))
        for task in waiting { task.cancel() }
        for task in waiting { #expect(await task.value != nil) }
        #expect(ContinuousClock.now - start < .seconds(15))
    }
}

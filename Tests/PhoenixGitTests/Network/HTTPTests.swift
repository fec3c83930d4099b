import Foundation
import PhoenixGit
import PhoenixModel
import TestPrograms
import Testing

@Suite("Over http://, from a real git http-backend,", .serialized)
struct HTTPTests {
    private let fixture: Fixture

    init() throws { fixture = try Fixture() }

    private func server(_ options: String...) throws -> Server {
        try Server.http(fixture.upstream.folder.path, options)
    }

    private func repository(
        _ server: Server, path: String = "fleet.git", credential: GitCredential? = nil
    ) throws -> GitRepository {
        var settings = try fixture.settings("http://127.0.0.1:\(server.port)/\(path)")
        if let credential { settings.credential = { credential } }
        return try GitRepository(settings)
    }

    @Test("commits are fetched, and an unchanged remote is only looked at")
    func fetches() async throws {
        let server = try server()
        let repository = try repository(server)
        #expect(try await repository.latest() == (try fixture.upstream.tip()))
        let second = try fixture.upstream.commit(["a": "b"])
        #expect(try await repository.latest() == second)
        let posts = server.log.components(separatedBy: "request POST").count
        #expect(try await repository.latest() == second)
        #expect(server.log.components(separatedBy: "request POST").count == posts)
        #expect(try await repository.tree(at: second).files.count == 2)
    }

    @Test("the right password opens, a wrong one is refused at once, none is told")
    func authentication() async throws {
        let server = try server("--password", "s3cret-word")
        let right = GitCredential(user: "phoenix", password: "s3cret-word")
        #expect(try await repository(server, credential: right).latest() == (try fixture.upstream.tip()))

        let wrong = GitCredential(user: "phoenix", password: "wr0ng-word")
        let before = server.log.components(separatedBy: "request").count
        let refused = await thrownFailure { _ = try await repository(server, credential: wrong).latest() }
        #expect(refused?.code == .gitForbidden)
        #expect(refused?.description.contains("wr0ng-word") == false)
        #expect(server.log.components(separatedBy: "request").count - before == 2)

        let missing = await thrownFailure { _ = try await repository(server).latest() }
        #expect(missing?.code == .gitForbidden)
        #expect(missing?.message.contains("none are configured") == true)
        withExtendedLifetime(server) {}
    }

    @Test("a credential that cannot be had is the reason told")
    func credentialFailure() async throws {
        let server = try server("--password", "s3cret-word")
        var settings = try fixture.settings("http://127.0.0.1:\(server.port)/fleet.git")
        settings.credential = { () throws(Failure) in throw Failure(.fileUnusable, "No token", remedy: "Write one") }
        let repository = try GitRepository(settings)
        #expect(await thrownFailure { _ = try await repository.latest() }?.code == .fileUnusable)
        withExtendedLifetime(server) {}
    }

    @Test(
        "an answer that is no repository is told by its kind",
        arguments: [
            (403, Failure.Code.gitForbidden, Failure.Disposition.stall), (404, .gitUnreachable, .stall),
            (500, .gitUnreachable, .retry), (503, .gitUnreachable, .retry), (429, .gitUnreachable, .retry),
            (200, .gitUnreachable, .stall),
        ])
    func status(_ status: Int, code: Failure.Code, disposition: Failure.Disposition) async throws {
        let server = try server("--status", "\(status)")
        let repository = try repository(server)
        let failure = await thrownFailure { _ = try await repository.latest() }
        withExtendedLifetime(server) {}
        #expect(failure?.code == code, "\(String(describing: failure))")
        #expect(failure?.disposition == disposition, "\(String(describing: failure))")
    }

    @Test("a redirect of the first request is followed")
    func redirect() async throws {
        let target = try server()
        let first = try server("--redirect", "http://127.0.0.1:\(target.port)")
        let commit = try await repository(first, path: "moved/fleet.git").latest()
        #expect(commit == (try fixture.upstream.tip()))
        withExtendedLifetime((target, first)) {}
    }

    @Test("a redirect never takes the credentials along")
    func redirectWithCredentials() async throws {
        let stranger = try server("--password", "s3cret-word")
        let credential = GitCredential(user: "phoenix", password: "s3cret-word")
        let first = try server("--redirect", "http://127.0.0.1:\(stranger.port)")
        let before = await thrownFailure {
            _ = try await repository(first, path: "moved/fleet.git", credential: credential).latest()
        }
        #expect(before?.code == .gitForbidden, "\(String(describing: before))")
        let trusted = try server("--password", "s3cret-word", "--redirect", "http://127.0.0.1:\(stranger.port)")
        let after = await thrownFailure {
            _ = try await repository(trusted, path: "moved/fleet.git", credential: credential).latest()
        }
        #expect(after?.code == .gitForbidden, "\(String(describing: after))")
        #expect(!stranger.log.contains("with credentials"))
        withExtendedLifetime((first, trusted)) {}
    }

    @Test(
        "a redirect to another kind of address is not followed",
        arguments: ["git://127.0.0.1:1", "file:///tmp", "ssh://a@b"])
    func redirectElsewhere(_ target: String) async throws {
        let server = try server("--redirect", target)
        let repository = try repository(server, path: "moved/fleet.git")
        let failure = await thrownFailure { _ = try await repository.latest() }
        withExtendedLifetime(server) {}
        #expect(failure?.code == .gitUnreachable)
        #expect(failure?.message.contains("redirects") == true, "\(String(describing: failure))")
    }
}

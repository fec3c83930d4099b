import Foundation
import PhoenixGit
import PhoenixModel
import TestPrograms
import Testing

@Suite("Over git://, from a real git daemon,", .serialized)
struct GitProtocolTests {
    private let fixture: Fixture
    private let daemon: Server
    private let url: String

    init() throws {
        fixture = try Fixture()
        daemon = try Server.gitDaemon(fixture.upstream.folder.path)
        url = "git://127.0.0.1:\(daemon.port)/fleet.git"
    }

    @Test("commits are fetched one after another")
    func fetches() async throws {
        let repository = try fixture.repository(url)
        let first = try await repository.latest()
        #expect(first == (try fixture.upstream.tip()))
        let second = try fixture.upstream.commit(["guests/1.json": "{}"])
        #expect(try await repository.latest() == second)
        #expect(try await repository.tree(at: second).texts == ["guests/1.json": "{}", "phoenix.json": "{}\n"])
        #expect(try await repository.relation(of: second, to: first) == .ahead)
    }

    @Test("an unchanged remote is asked once and sends no pack")
    func unchanged() async throws {
        let proxy = try Server.misbehaving("proxy", "\(daemon.port)", "0")
        let repository = try fixture.repository("git://127.0.0.1:\(proxy.port)/fleet.git")
        _ = try await repository.latest()
        let connections = proxy.log.components(separatedBy: "accepted").count - 1
        #expect(connections == 2, "one to look, one to fetch")
        _ = try await repository.latest()
        #expect(proxy.log.components(separatedBy: "accepted").count - 1 == 3, "one more to look")
        // What a fetch asks for with "want" never left: the third connection carried the request and the farewell.
        let packs = try FileManager.default.contentsOfDirectory(atPath: fixture.mirror + "/objects/pack")
        #expect(packs.count { $0.hasSuffix(".pack") } == 1)
    }

    @Test("five thousand files arrive")
    func manyFiles() async throws {
        var files: [String: String] = [:]
        for index in 0..<5000 { files["guests/\(index).json"] = "{\"id\": \(index)}" }
        let commit = try fixture.upstream.commit(files)
        let tree = try await fixture.repository(url).tree(at: commit)
        #expect(tree.files.count == 5001)
        #expect(tree.texts["guests/4711.json"] == "{\"id\": 4711}")
    }

    @Test("a commit from before a forced push is asked for by name")
    func byName() async throws {
        let old = try fixture.upstream.tip()
        try fixture.upstream.commit(["new": ""], fresh: true)
        let refused = await thrownFailure { _ = try await fixture.repository(url).tree(at: old) }
        #expect(refused?.code == .gitReferenceMissing)
        try fixture.upstream.git("config", "uploadpack.allowAnySHA1InWant", "true")
        #expect(try await fixture.repository(url).tree(at: old).files.map(\.path) == ["phoenix.json"])
    }

    @Test("a repository that is not there is told from one that is silent")
    func notExported() async throws {
        let failure = await thrownFailure {
            _ = try await fixture.repository("git://127.0.0.1:\(daemon.port)/flete.git").latest()
        }
        #expect(failure?.code == .gitUnreachable)
        #expect(failure?.message.hasPrefix("There is no repository at") == true, "\(String(describing: failure))")
        #expect(failure?.disposition == .stall)
    }

    @Test("more bytes than accepted end the call")
    func receiveLimit() async throws {
        try fixture.upstream.commitLargeFiles()
        var settings = try fixture.settings(url)
        settings.limits.receivedBytes = 50_000
        let repository = try GitRepository(settings)
        let failure = await thrownFailure { _ = try await repository.latest() }
        #expect(failure?.code == .gitContentRefused)
        #expect(!FileManager.default.fileExists(atPath: fixture.mirror + ".new"))
    }
}

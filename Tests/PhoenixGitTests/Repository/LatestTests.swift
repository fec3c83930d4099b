import Foundation
import PhoenixGit
import PhoenixModel
import TestPrograms
import Testing

@Suite("The latest commit of a repository on this machine")
struct LatestTests {
    @Test("is the tip of the branch, and follows it")
    func branch() async throws {
        let fixture = try Fixture()
        let repository = try fixture.repository()
        let first = try await repository.latest()
        #expect(first == (try fixture.upstream.tip()))
        let second = try fixture.upstream.commit(["a": "b"])
        #expect(try await repository.latest() == second)
        #expect(try await repository.relation(of: second, to: first) == .ahead)
    }

    @Test("is found by path as by URL")
    func path() async throws {
        let fixture = try Fixture()
        #expect(try await fixture.repository(fixture.upstream.path).latest() == (try fixture.upstream.tip()))
    }

    @Test("is what an annotated tag points at")
    func annotatedTag() async throws {
        let fixture = try Fixture()
        let commit = try fixture.upstream.tip()
        try fixture.upstream.git("tag", "--annotate", "v1.0.0", "--message", "One", "main")
        try fixture.upstream.git("tag", "--annotate", "nested", "--message", "Two", "v1.0.0")
        try fixture.upstream.commit(["later": ""])
        #expect(try await fixture.repository(nil, .tag("v1.0.0")).latest() == commit)
        #expect(try await fixture.repository(nil, .tag("nested")).latest() == commit)
    }

    @Test("is the highest tag in a range")
    func range() async throws {
        let fixture = try Fixture()
        var commits: [String: CommitID] = [:]
        for version in ["v1.0.0", "v1.10.0", "v1.9.0", "v2.0.0", "v1.11.0-rc.1"] {
            commits[version] = try fixture.upstream.commit(["version": version])
            try fixture.upstream.git("tag", version, "main")
        }
        let repository = try fixture.repository(nil, .highestTag(VersionRange("^1.0")))
        #expect(try await repository.latest() == commits["v1.10.0"])
        let newer = try fixture.upstream.commit(["version": "v1.10.1"])
        try fixture.upstream.git("tag", "--annotate", "1.10.1", "--message", "x", "main")
        #expect(try await repository.latest() == newer)
    }

    @Test("of an empty repository does not exist yet")
    func empty() async throws {
        let fixture = try Fixture(empty: true)
        let repository = try fixture.repository()
        let failure = await thrownFailure { _ = try await repository.latest() }
        #expect(failure?.code == .gitReferenceMissing)
        #expect(failure?.message.contains("no commit yet") == true)
        let commit = try fixture.upstream.commit(["a": "b"])
        #expect(try await repository.latest() == commit)
    }

    @Test("of a missing branch names the nearest one")
    func missing() async throws {
        let fixture = try Fixture()
        let failure = await thrownFailure { _ = try await fixture.repository(nil, .branch("mian")).latest() }
        #expect(failure?.code == .gitReferenceMissing)
        #expect(failure?.remedy.contains("'main'") == true)
    }

    @Test("is no tag of something else")
    func tagOfBlob() async throws {
        let fixture = try Fixture()
        let blob = try fixture.upstream.blob("x")
        try fixture.upstream.git("update-ref", "refs/tags/blob", blob)
        let failure = await thrownFailure { _ = try await fixture.repository(nil, .tag("blob")).latest() }
        #expect(
            failure?.code == .gitContentRefused || failure?.code == .gitUnreachable, "\(String(describing: failure))")
    }

    @Test("of no repository is unreachable", arguments: ["/nonexistent/fleet.git", "/etc/passwd", "/tmp"])
    func noRepository(_ path: String) async throws {
        let fixture = try Fixture()
        let failure = await thrownFailure { _ = try await fixture.repository(path).latest() }
        #expect(failure?.code == .gitUnreachable)
        #expect(failure?.message.contains(path) == true)
    }

    @Test("brings only the history of the reference")
    func onlyWhatIsNeeded() async throws {
        let fixture = try Fixture()
        let other = try fixture.upstream.commit(["big": "other"], branch: "other", fresh: true)
        _ = try await fixture.repository().latest()
        let mirrored = try Command.start(
            ["git", "-C", fixture.mirror, "cat-file", "-e", other.hexadecimal], home: "/nonexistent")
        #expect(mirrored.status != 0)
    }

    @Test("does not depend on the user's or the machine's configuration")
    func configuration() async throws {
        let fixture = try Fixture()
        let home = try TemporaryFolder()
        let decoy =
            "[url \"file:///nonexistent/\"]\n\tinsteadOf = \(fixture.upstream.url)\n\tinsteadOf = \(fixture.upstream.path)\n"
        try decoy.write(toFile: home[".gitconfig"], atomically: true, encoding: .utf8)
        let probe = try Command.run(
            [try Probe.path(), fixture.upstream.url, "main", fixture.mirror], home: home.path)
        #expect(probe.contains(try fixture.upstream.tip().hexadecimal))
    }

    /// The libraries below libgit2 clean up at the end of the process: no thread may end just then.
    @Test("is the last that a process asks before it ends, and it ends well")
    func processEnd() async throws {
        let fixture = try Fixture()
        for _ in 0..<30 {
            try Command.run(
                [try Probe.path(), fixture.upstream.url, "main", fixture.mirror], home: fixture.state.path)
        }
    }

    @Test("leaves a mirror that only its owner can read")
    func permissions() async throws {
        let fixture = try Fixture()
        _ = try await fixture.repository().latest()
        let attributes = try FileManager.default.attributesOfItem(atPath: fixture.mirror)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
    }

    @Test("is fetched a hundred and five times without the packs piling up")
    func packs() async throws {
        let fixture = try Fixture()
        let repository = try fixture.repository()
        for number in 0..<105 {
            let commit = try fixture.upstream.commit(["number": "\(number)"])
            #expect(try await repository.latest() == commit)
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: fixture.mirror + "/objects/pack")
        #expect(names.count { $0.hasSuffix(".pack") } < 20)
    }
}

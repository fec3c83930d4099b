import PhoenixGit
import PhoenixModel
import Testing

@Suite("The history")
struct HistoryTests {
    @Test("relates commits")
    func relations() async throws {
        let fixture = try Fixture()
        let first = try fixture.upstream.tip()
        let second = try fixture.upstream.commit(["b": "2"])
        let repository = try fixture.repository()
        _ = try await repository.latest()
        #expect(try await repository.relation(of: second, to: first) == .ahead)
        #expect(try await repository.relation(of: first, to: second) == .behind)
        #expect(try await repository.relation(of: second, to: second) == .same)
        let nobody = try #require(CommitID(String(repeating: "2", count: 40)))
        #expect(try await repository.relation(of: second, to: nobody) == .diverged)
    }

    @Test("shows a forced push, and still holds the commit from before")
    func forcedPush() async throws {
        let fixture = try Fixture()
        let repository = try fixture.repository()
        let before = try await repository.latest()
        let after = try fixture.upstream.commit(["rewritten": "1"], message: "Rewritten", fresh: true)
        #expect(try await repository.latest() == after)
        #expect(try await repository.relation(of: after, to: before) == .diverged)
        #expect(try await repository.tree(at: before).files.map(\.path) == ["phoenix.json"])
    }

    @Test("tells what people need of a commit")
    func summary() async throws {
        let fixture = try Fixture()
        let message = "Give ollama\tmore memory \(String(repeating: "x", count: 200))\n\nBecause."
        let commit = try fixture.upstream.commit(["a": "1"], message: message)
        let summary = try await fixture.repository().summary(of: commit)
        #expect(summary.commit == commit)
        #expect(summary.subject.hasPrefix("Give ollama\u{FFFD}more memory xxx"))
        #expect(summary.subject.count == 120)
        #expect(summary.author == "Ada")
        #expect(summary.committedAtSeconds == 1_700_000_000)
    }
}

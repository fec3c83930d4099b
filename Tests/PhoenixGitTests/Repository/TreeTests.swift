import Foundation
import PhoenixGit
import PhoenixModel
import TestPrograms
import Testing

@Suite("The tree of a commit")
struct TreeTests {
    @Test("holds every regular file as it was committed")
    func files() async throws {
        let fixture = try Fixture()
        let commit = try fixture.upstream.commit(
            ["guests/101.json": "{\r\n}", "guests/ä ö.json": "ü", "a/b/c/d.txt": ""],
            executable: ["features/docker/install.sh": "#!/bin/sh\n"])
        let tree = try await fixture.repository().tree(at: commit)
        #expect(tree.commit == commit)
        #expect(
            tree.files.map(\.path) == [
                "a/b/c/d.txt", "features/docker/install.sh", "guests/101.json", "guests/ä ö.json", "phoenix.json",
            ])
        #expect(tree.texts["guests/101.json"] == "{\r\n}")
        #expect(tree.files.filter(\.isExecutable).map(\.path) == ["features/docker/install.sh"])
    }

    @Test("leaves out links and submodules, and tells of them")
    func skipped() async throws {
        let fixture = try Fixture()
        let tip = try fixture.upstream.commit([:], links: ["link": "/etc/shadow"])
        let lines = try fixture.upstream.git("ls-tree", tip.hexadecimal).split(separator: "\n")
        let commit = try fixture.upstream.commit(
            treeLines: (lines + ["160000 commit \(tip)\tvendor"]).map { $0 + "\0" }.joined())
        let repository = try fixture.repository()
        #expect(try await repository.tree(at: commit).files.map(\.path) == ["phoenix.json"])
        #expect(
            try await repository.tree(at: commit).skipped == [
                SkippedEntry(path: "link", kind: .symbolicLink), SkippedEntry(path: "vendor", kind: .submodule),
            ])
    }

    @Test("of an older commit is read from the mirror; an unknown commit is fetched with its branch")
    func older() async throws {
        let fixture = try Fixture()
        let first = try fixture.upstream.tip()
        try fixture.upstream.commit(["second": "2"])
        #expect(try await fixture.repository().tree(at: first).files.map(\.path) == ["phoenix.json"])
    }

    @Test("is read beside the repository from what the mirror holds, and never asked of the remote")
    func mirrorOnly() async throws {
        let fixture = try Fixture()
        let repository = try fixture.repository()
        let first = try fixture.upstream.tip()
        #expect(await thrownFailure { _ = try await repository.mirrorOnly.tree(at: first) } != nil)
        #expect(!FileManager.default.fileExists(atPath: fixture.mirror))
        _ = try await repository.latest()
        let second = try fixture.upstream.commit(["second": "2"])
        let mirrorOnly = repository.mirrorOnly
        #expect(try await mirrorOnly.tree(at: first).files.map(\.path) == ["phoenix.json"])
        let failure = await thrownFailure { _ = try await mirrorOnly.tree(at: second) }
        #expect(failure?.code == .gitReferenceMissing)
        #expect(await thrownFailure { _ = try await mirrorOnly.latest() } != nil)
        _ = try await repository.tree(at: second)
        #expect(try await mirrorOnly.tree(at: second).texts["second"] == "2")
    }

    @Test("of a commit that nobody has is missing")
    func unknown() async throws {
        let fixture = try Fixture()
        let nobody = try #require(CommitID(String(repeating: "1", count: 40)))
        let failure = await thrownFailure { _ = try await fixture.repository().tree(at: nobody) }
        #expect(failure?.code == .gitReferenceMissing)
        let modern = try #require(CommitID(String(repeating: "1", count: 64)))
        let refusal = await thrownFailure { _ = try await fixture.repository().tree(at: modern) }
        #expect(refusal?.code == .gitContentRefused)
    }

    @Test(
        "with a path that is not a plain name is refused",
        arguments: ["evil\nname", "..", "tab\there", "esc\u{1B}[31m", "right-to-left\u{202E}fdp.json", "\u{FF}"])
    func paths(_ name: String) async throws {
        let fixture = try Fixture()
        let blob = try fixture.upstream.blob("x")
        // The last one stands for a byte that is no UTF-8, which a text cannot hold.
        let bytes = name == "\u{FF}" ? [0xFF] : Array(name.utf8)
        let commit = try fixture.upstream.commitTree(entries: [("100644", bytes, blob)])
        let failure = await thrownFailure { _ = try await fixture.repository().tree(at: commit) }
        #expect(failure?.code == .gitContentRefused)
        #expect(failure?.disposition == .stall)
        #expect(failure?.description.contains("\n") == false)
    }

    @Test("with two files of one name is refused")
    func duplicates() async throws {
        let fixture = try Fixture()
        let blobs = [try fixture.upstream.blob("x"), try fixture.upstream.blob("y")]
        let name = Array("a.json".utf8)
        let commit = try fixture.upstream.commitTree(entries: blobs.map { ("100644", name, $0) })
        let failure = await thrownFailure { _ = try await fixture.repository().tree(at: commit) }
        #expect(failure?.code == .gitContentRefused)
    }

    @Test("beyond a limit is refused", arguments: Limit.allCases)
    func limits(_ limit: Limit) async throws {
        let fixture = try Fixture()
        let commit = try fixture.upstream.commit(["a/b/c/large.json": String(repeating: "x", count: 2000)])
        var settings = try fixture.settings()
        limit.lower(&settings.limits)
        let repository = try GitRepository(settings)
        #expect(try await repository.latest() == commit)
        let failure = await thrownFailure { _ = try await repository.tree(at: commit) }
        #expect(failure?.code == .gitContentRefused, "\(limit)")
        #expect(failure?.message.contains(limit.word) == true, "\(failure?.message ?? "")")
    }

    enum Limit: String, CaseIterable, Sendable {
        case count, size, total, depth, path

        func lower(_ limits: inout GitLimits) {
            switch self {
            case .count: limits.fileCount = 4
            case .size: limits.fileBytes = 1999
            case .total: limits.totalBytes = 2001
            case .depth: limits.folderDepth = 3
            case .path: limits.pathBytes = 15
            }
        }

        var word: String {
            switch self {
            case .count: "more than 4 files"
            case .size: "2000 bytes"
            case .total: "in all its files"
            case .depth: "deeper than 3"
            case .path: "path of more than 15"
            }
        }
    }

    /// Forty levels of ten times the same folder are 10^40 files in a few kilobytes.
    @Test("that unfolds into very much is refused in time")
    func treeBomb() async throws {
        let fixture = try Fixture()
        var tree = try fixture.upstream.git("mktree", input: "100644 blob \(fixture.upstream.blob("x"))\tf\n")
        for _ in 0..<20 {
            tree = try fixture.upstream.git(
                "mktree", input: (0..<10).map { "040000 tree \(tree)\td\($0)\n" }.joined())
        }
        let commit = try fixture.upstream.commit(tree: tree)
        var settings = try fixture.settings()
        settings.limits.fileCount = 5000
        let repository = try GitRepository(settings)
        #expect(try await repository.latest() == commit)
        let failure = await thrownFailure { _ = try await repository.tree(at: commit) }
        #expect(failure?.code == .gitContentRefused)
    }
}

extension Upstream {
    /// A tree written byte by byte: Git's own commands refuse such names.
    func commitTree(entries: [(mode: String, name: [UInt8], object: String)]) throws -> CommitID {
        var bytes: [UInt8] = []
        for entry in entries {
            bytes += Array(entry.mode.utf8) + [0x20] + entry.name + [0]
            bytes += stride(from: 0, to: 40, by: 2).compactMap { offset in
                UInt8(entry.object.dropFirst(offset).prefix(2), radix: 16)
            }
        }
        let octal = bytes.map { "\\0" + String($0, radix: 8) }.joined()
        let script = "printf '%b' '\(octal)' | git -C '\(path)' hash-object -w -t tree --stdin --literally"
        let tree = try Command.run(["/bin/bash", "-c", script], home: folder.path)
        return try commit(tree: String(tree.prefix(40)))
    }
}

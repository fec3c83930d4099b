import Clibgit2
import Foundation
import Fuzzing
import PhoenixGit
import PhoenixModel
import PhoenixTestSupport

/// Commits and folders that no Git would write, put into an object database as they are.
struct TreeFuzz: FuzzSubject {
    private let folder: FuzzTrial.Scratch
    private let objects: GitObjects
    private let mutator: ByteMutator
    private let kept: [FuzzCase]
    private let blob: [UInt8]

    init(_ trial: FuzzTrial) throws {
        folder = try trial.scratch()
        objects = try GitObjects(folder["repository.git"])
        kept = try trial.kept().map(\.case)
        blob = try objects.write(Array("{}\n".utf8), GIT_OBJECT_BLOB)
        mutator = ByteMutator(corpus: [
            Self.tree([("100644", "a.json", blob), ("40000", "guests", blob)]), Array(Self.commitText("").utf8),
        ])
    }

    mutating func makeCase(_ chance: inout SeededGenerator) -> FuzzCase {
        if chance.isLucky(0.05), let one = chance.pick(kept) { return one }
        var entries: [(String, String, [UInt8])] = [("100644", "phoenix.json", blob)]
        for _ in 0..<chance.number(0...4) {
            let mode =
                chance.pick(["100644", "100755", "120000", "160000", "40000", "100664", "0", "7777777", "-1"]) ?? ""
            let name =
                chance.pick([
                    "a.json", "..", ".", ".git", "a/b", "", "\u{202E}", "e\u{301}", "\u{1B}[2J",
                    String(repeating: "n", count: 2_000),
                ]) ?? ""
            entries.append((mode, name, chance.isLucky(0.8) ? blob : Array(repeating: 7, count: 20)))
        }
        var inner = Self.tree(entries)
        if chance.isLucky(0.5) { inner = mutator.mutated(inner, &chance) }
        // The folder's name and the commit's text have `FOLDER` and `TREE` where the names of objects belong.
        var commit = Array(Self.commitText("TREE").utf8)
        if chance.isLucky(0.2) { commit = mutator.mutated(commit, &chance) }
        return FuzzCase([
            FuzzCase.File("folder", inner),
            FuzzCase.File("depth", "\(chance.isLucky(0.1) ? chance.number(20...60) : chance.number(0...3))"),
            FuzzCase.File("width", "\(chance.isLucky(0.1) ? 8 : 1)"), FuzzCase.File("commit", commit),
        ])
    }

    mutating func judge(_ fuzzCase: FuzzCase) async throws -> FuzzVerdict {
        let commit = try store(fuzzCase)
        let before = try state
        do throws(Failure) {
            let checkout = GitCheckout(folder["repository.git"])
            let tree = try await checkout.tree(at: commit)
            _ = try await checkout.summary(of: commit)
            try check(tree)
        } catch {
            if error.code == .internalDefect { throw FuzzFault(error.message) }
            try requireSentence(error)
            try require(!error.description.utf8.contains { $0 < 0x20 || $0 == 0x7F }, "control characters: \(error)")
            try require(state == before, "refused, but something was written")
            return .refused
        }
        try require(state == before, "reading has written something")
        return .accepted
    }

    /// Writes folder in folder, and the commit; the same objects as before cost nothing.
    private func store(_ fuzzCase: FuzzCase) throws -> CommitID {
        let number = { (name: String) in Int(String(decoding: fuzzCase[name] ?? [], as: UTF8.self)) ?? 0 }
        var tree = try objects.write(fuzzCase["folder"] ?? [], GIT_OBJECT_TREE)
        for _ in 0..<min(100, number("depth")) {
            let lines = (0..<max(1, min(10, number("width")))).map { ("40000", "d\($0)", tree) }
            tree = try objects.write(Self.tree(lines), GIT_OBJECT_TREE)
        }
        let name = tree.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let text = (fuzzCase["commit"] ?? []).split(separator: Array("TREE".utf8), omittingEmptySubsequences: false)
        let commit = try objects.write(Array(text.joined(separator: Array(name.utf8))), GIT_OBJECT_COMMIT)
        let hexadecimal = commit.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        guard let identifier = CommitID(hexadecimal) else { throw FuzzFault("no commit \(hexadecimal)") }
        return identifier
    }

    private func check(_ tree: CommitTree) throws(Failure) {
        var seen: Set<[UInt8]> = []
        for path in tree.files.map(\.path) + tree.skipped.map(\.path) {
            let parts = path.split(separator: "/", omittingEmptySubsequences: false)
            let isPlain = parts.allSatisfy { !$0.isEmpty && $0 != ".." && $0 != "." }
            let isText = path.unicodeScalars.allSatisfy {
                $0.properties.generalCategory != .control && $0 != "\u{202E}"
            }
            guard isPlain, isText, path.utf8.count <= GitLimits.standardPathBytes,
                seen.insert(Array(path.utf8)).inserted
            else { throw Failure(.internalDefect, "the path '\(path)' was read", remedy: "") }
        }
    }

    /// Every file of the repository with its time.
    private var state: [String: Date] {
        get throws {
            var times: [String: Date] = [:]
            for name in ["HEAD", "config", "objects", "refs", "refs/heads"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: folder["repository.git/\(name)"])
                times[name] = attributes[.modificationDate] as? Date
            }
            return times
        }
    }

    private static func tree(_ entries: [(mode: String, name: String, object: [UInt8])]) -> [UInt8] {
        entries.flatMap { Array("\($0.mode) \($0.name)\0".utf8) + $0.object }
    }

    private static func commitText(_ tree: String) -> String {
        """
        tree \(tree)
        author Ada <ada@example.org> 1700000000 +0000
        committer Ada <ada@example.org> 1700000000 +0000

        A change

        """
    }
}

/// A bare repository into which any bytes are written as objects.
final class GitObjects {
    private var database: OpaquePointer?

    init(_ path: String) throws {
        git_libgit2_init()
        var repository: OpaquePointer?
        guard git_repository_init(&repository, path, 1) == 0, git_repository_odb(&database, repository) == 0 else {
            throw FuzzFault("no repository can be made")
        }
        git_repository_free(repository)
    }

    deinit { git_odb_free(database) }

    func write(_ bytes: [UInt8], _ kind: git_object_t) throws -> [UInt8] {
        var name = git_oid()
        guard git_odb_write(&name, database, bytes, bytes.count, kind) == 0 else {
            throw FuzzFault("no object can be written")
        }
        return withUnsafeBytes(of: &name) { Array($0) }
    }
}

import Foundation
import PhoenixModel
import TestPrograms

/// A bare repository that plays the remote, written with Git's own command line.
struct Upstream {
    let folder: TemporaryFolder
    var path: String { folder["fleet.git"] }
    var url: String { "file://" + path }

    init(empty: Bool = false) throws {
        folder = try TemporaryFolder()
        try Command.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", path], home: folder.path)
        if !empty { try commit(["phoenix.json": "{}\n"], message: "First commit") }
    }

    @discardableResult
    func git(_ arguments: String..., input: String = "") throws -> String {
        try Command.run(["git", "-C", path] + arguments, home: folder.path, input: input)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Adds files to a branch; `executable` and `links` name further ones with other modes.
    @discardableResult
    func commit(
        _ files: [String: String], message: String = "Change", branch: String = "main",
        executable: [String: String] = [:], links: [String: String] = [:], fresh: Bool = false
    ) throws -> CommitID {
        let bytes = message.utf8.count
        var stream = "commit refs/heads/\(branch)\ncommitter Ada <ada@example.org> 1700000000 +0000\n"
        stream += "data \(bytes)\n\(message)\n"
        let exists =
            try !fresh
            && Command.start(["git", "-C", path, "rev-parse", "--verify", "--quiet", branch], home: folder.path).status
                == 0
        if exists { stream += "from refs/heads/\(branch)^0\n" }
        for (mode, group) in [("100644", files), ("100755", executable), ("120000", links)] {
            for (name, content) in group.sorted(by: { $0.key < $1.key }) {
                stream += "M \(mode) inline \(name)\ndata \(content.utf8.count)\n\(content)\n"
            }
        }
        try git("fast-import", "--quiet", "--force", input: stream)
        return try tip(branch)
    }

    func tip(_ name: String = "main") throws -> CommitID { try commit(named: name + "^{commit}") }

    func commit(named expression: String) throws -> CommitID {
        guard let commit = CommitID(try git("rev-parse", expression)) else {
            throw Command.Failed(description: "no commit \(expression)")
        }
        return commit
    }

    /// A commit on `branch` whose root tree is made of raw lines of `git mktree`, however strange.
    func commit(treeLines: String, branch: String = "main") throws -> CommitID {
        let tree = try git("mktree", "-z", "--missing", input: treeLines)
        return try commit(tree: tree, branch: branch)
    }

    func commit(tree: String, branch: String = "main") throws -> CommitID {
        let commit = try git("commit-tree", tree, "-m", "Strange")
        try git("update-ref", "refs/heads/\(branch)", commit)
        return try tip(branch)
    }

    func blob(_ content: String) throws -> String { try git("hash-object", "-w", "--stdin", input: content) }

    /// Changes the files of one commit of 400 KB that compress badly, so that a slow fetch takes a while.
    @discardableResult
    func commitLargeFiles(seed: UInt64 = 1) throws -> CommitID {
        var state = seed
        var files: [String: String] = [:]
        for index in 0..<40 {
            var text = ""
            for _ in 0..<500 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += String(state, radix: 36)
            }
            files["guests/\(seed)-\(index).json"] = text
        }
        return try commit(files)
    }
}

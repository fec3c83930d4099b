import Clibgit2
import PhoenixModel

/// A commit of the mirror, opened.
struct CommitHandle: ~Copyable {
    private let pointer: OpaquePointer
    let commit: CommitID

    init(_ commit: CommitID, in mirror: borrowing Mirror) throws(MirrorError) {
        guard var identifier = commit.objectID else {
            throw .failure(
                Failure(
                    .gitContentRefused, "commit \(commit.short) is named by SHA-256, which is not supported",
                    remedy: "use a repository whose objects are named by SHA-1"))
        }
        try Self.require(GIT_OBJECT_COMMIT, commit, &identifier, in: mirror)
        let repository = mirror.repository
        pointer = try readingMirror { () throws(LibraryError) in
            try acquire("read commit \(commit.short)") { git_commit_lookup(&$0, repository, &identifier) }
        }
        self.commit = commit
    }

    deinit { git_commit_free(pointer) }

    /// libgit2 says "not found" for both: no such object, and an object of another kind.
    private static func require(
        _ kind: git_object_t, _ commit: CommitID, _ identifier: inout git_oid, in mirror: borrowing Mirror
    ) throws(MirrorError) {
        var size = 0
        var found = GIT_OBJECT_ANY
        do throws(LibraryError) {
            try check("look for \(commit.short)", git_odb_read_header(&size, &found, mirror.objects, &identifier))
        } catch {
            throw error.isNotFound ? .unknown(commit) : .damaged(error)
        }
        guard found == kind else {
            try mirror.requireWholePacks()
            let name = git_object_type2string(found).map { String(cString: $0) } ?? "something else"
            throw .failure(
                Failure(
                    .gitContentRefused, "\(commit.short) is a \(name), not a commit",
                    remedy: "let the branch or tag point at a commit"))
        }
    }

    /// The root tree.
    func tree(in mirror: borrowing Mirror) throws(MirrorError) -> TreeHandle {
        guard let identifier = git_commit_tree_id(pointer) else { throw .unknown(commit) }
        return try TreeHandle(identifier.pointee, in: mirror)
    }

    var message: String { git_commit_message(pointer).map { String(cString: $0) } ?? "" }
    var authorName: String { git_commit_author(pointer)?.pointee.name.map { String(cString: $0) } ?? "" }
    var committedAtSeconds: Int64 { git_commit_time(pointer) }
}

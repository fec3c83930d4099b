import Clibgit2
import PhoenixModel

/// Copies the history of one commit from a repository on this machine into the mirror, as one pack.
///
/// libgit2's own local transport always copies every branch and tag, and cannot be broken off.
struct LocalTransfer: ~Copyable {
    private let source: OpaquePointer
    private let call: GitCall

    init(from path: String, _ call: GitCall) throws(Failure) {
        self.call = call
        do throws(LibraryError) {
            source = try Self.open(path)
        } catch {
            throw .unreachable(
                "\(call.remote) cannot be opened as a Git repository", "check the path and its permissions",
                causes: [error.cause])
        }
    }

    deinit { git_repository_free(source) }

    private static func open(_ path: String) throws(LibraryError) -> OpaquePointer {
        let source = try acquire("open the repository") { git_repository_open(&$0, path) }
        do throws(LibraryError) {
            try PackIndex.requireSound(in: source)
            return source
        } catch {
            git_repository_free(source)
            throw error
        }
    }

    /// Copies what the mirror, which holds the whole history of `known`, does not have yet.
    func copy(_ commit: CommitID, known: CommitID?, into packsPath: String) throws(Failure) {
        do throws(LibraryError) {
            let walk = try acquire("walk the history") { git_revwalk_new(&$0, source) }
            defer { git_revwalk_free(walk) }
            try push(commit, on: walk)
            if let known { try hide(known, from: walk) }
            let builder = try acquire("prepare a pack") { git_packbuilder_new(&$0, source) }
            defer { git_packbuilder_free(builder) }
            try check("collect the objects", git_packbuilder_insert_walk(builder, walk))
            let payload = Unmanaged.passUnretained(call).toOpaque()
            try check("write a pack", git_packbuilder_write(builder, packsPath, 0, mayContinue, payload))
        } catch {
            try call.checkpoint()
            throw Failure(storageError: error, packsPath)
        }
    }

    private func push(_ commit: CommitID, on walk: OpaquePointer) throws(LibraryError) {
        guard var identifier = commit.objectID else { return }
        try check("find commit \(commit.short)", git_revwalk_push(walk, &identifier))
    }

    /// After a forced push and a clean-up, the source may have forgotten what the mirror knows.
    private func hide(_ commit: CommitID, from walk: OpaquePointer) throws(LibraryError) {
        guard var identifier = commit.objectID else { return }
        let status = git_revwalk_hide(walk, &identifier)
        if status != GIT_ENOTFOUND.rawValue { try check("leave out \(commit.short)", status) }
    }
}

/// A `git_indexer_progress_cb` whose payload is a `GitCall`.
private func mayContinue(_ progress: UnsafePointer<git_indexer_progress>?, _ call: UnsafeMutableRawPointer?) -> Int32 {
    guard let call else { return 0 }
    return Unmanaged<GitCall>.fromOpaque(call).takeUnretainedValue().mayContinue ? 0 : GIT_EUSER.rawValue
}

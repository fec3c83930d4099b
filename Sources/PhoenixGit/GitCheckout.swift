import Clibgit2
package import PhoenixModel

/// A repository on this machine's disk, read where it lies: what a pull request's checkout is tried from.
///
/// Nothing is fetched and nothing is written. Blocking calls run on a thread of its own, as in `GitRepository`.
package actor GitCheckout {
    private let path: String
    private let executor = DedicatedThreadExecutor()

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameter path: a folder in the working copy, or a bare repository.
    package init(_ path: String) {
        self.path = path
    }

    /// The commit that a revision names: a branch, a tag, `HEAD~1`, or a commit's name, as `git rev-parse` reads them.
    package func resolve(_ revision: String) throws(Failure) -> CommitID {
        try withRepository { repository throws(Failure) in
            do throws(LibraryError) {
                let object = try acquire("find \(revision)") {
                    git_revparse_single(&$0, repository, revision + "^{commit}")
                }
                defer { git_object_free(object) }
                if let identifier = git_object_id(object), let commit = CommitID(identifier.pointee) { return commit }
            } catch {
                throw missing(revision, causes: [error.cause])
            }
            throw missing(revision, causes: [])
        }
    }

    /// The files of a commit, within the same limits as everywhere.
    package func tree(at commit: CommitID) throws(Failure) -> CommitTree {
        try reading { mirror, settings, call throws(MirrorError) in
            var reader = TreeReader(commit, of: settings, call)
            try reader.read(from: mirror)
            return CommitTree(commit: commit, files: reader.files, skipped: reader.skipped)
        }
    }

    /// What people are told about a commit.
    package func summary(of commit: CommitID) throws(Failure) -> CommitSummary {
        try reading { mirror, _, _ throws(MirrorError) in try mirror.summary(of: commit) }
    }

    private func reading<Value: Sendable>(
        _ body: (borrowing Mirror, GitSettings, GitCall) throws(MirrorError) -> Value
    ) throws(Failure) -> Value {
        let folder = try gitFolder()
        let settings = GitSettings(
            remote: try RemoteURL(folder), reference: .branch("HEAD"), mirrorDirectory: folder)
        let call = try GitCall(settings)
        return try call.perform { () throws(Failure) in
            do throws(MirrorError) {
                return try body(Mirror(openingCheckout: folder), settings, call)
            } catch {
                switch error {
                case .failure(let failure): throw failure
                case .damaged(let damage): throw Failure(storageError: damage, folder)
                case .unknown(let commit): throw missing(commit.short, causes: [])
                case .absent: throw missing("repository", causes: [])
                }
            }
        }
    }

    /// Where the objects lie: `.git` of a working copy, or the bare repository itself.
    private func gitFolder() throws(Failure) -> String {
        try withRepository { repository throws(Failure) in
            guard let folder = git_repository_commondir(repository) else { throw missing("repository", causes: []) }
            return String(cString: folder)
        }
    }

    private func withRepository<Value>(_ body: (OpaquePointer) throws(Failure) -> Value) throws(Failure) -> Value {
        try Library.start()
        let repository: OpaquePointer
        do throws(LibraryError) {
            repository = try acquire("open \(path)") { git_repository_open_ext(&$0, path, 0, nil) }
        } catch {
            throw Failure(
                .fileUnusable, "\(path) is not in a Git repository", remedy: "run this in a checkout of the fleet",
                causes: [error.cause])
        }
        defer { git_repository_free(repository) }
        return try body(repository)
    }

    private func missing(_ what: String, causes: [String]) -> Failure {
        Failure(
            .gitReferenceMissing, "the repository in \(path) has no commit '\(what)'",
            remedy: "fetch it first; in CI check out with the whole history (fetch-depth: 0)", causes: causes)
    }
}

import Clibgit2
import Glibc
import PhoenixModel

/// The open mirror: a bare repository without a configured remote, and with one reference.
///
/// Opened anew for each call, which costs a tenth of a millisecond once its packs were looked at, so that a mirror that was
/// replaced is never used.
struct Mirror: ~Copyable {
    /// Points at the commit that was fetched last, whole and verified. It keeps the next fetch small.
    static let tipReference = "refs/phoenix/tip"

    let repository: OpaquePointer
    let objects: OpaquePointer

    init(opening path: String) throws(MirrorError) {
        guard access(path, F_OK) == 0 else { throw .absent }
        (repository, objects) = try Self.open(path) { repository throws(MirrorError) in
            try Self.requireWholePacks(in: repository)
        }
    }

    /// Somebody's own repository, which may be far too large to be read whole.
    init(openingCheckout path: String) throws(MirrorError) {
        (repository, objects) = try Self.open(path) { _ throws(MirrorError) in }
    }

    private static func open(
        _ path: String, _ check: (OpaquePointer) throws(MirrorError) -> Void
    ) throws(MirrorError) -> (OpaquePointer, OpaquePointer) {
        let repository = try readingMirror { () throws(LibraryError) in
            try acquire("open the mirror") { git_repository_open_bare(&$0, path) }
        }
        do throws(MirrorError) {
            try check(repository)
            let objects = try readingMirror { () throws(LibraryError) in
                try PackIndex.requireSound(in: repository)
                return try acquire("open the object database") { git_repository_odb(&$0, repository) }
            }
            return (repository, objects)
        } catch {
            git_repository_free(repository)
            throw error
        }
    }

    deinit {
        git_odb_free(objects)
        git_repository_free(repository)
    }

    /// Makes an empty mirror that only this user can read: the repository may be private.
    static func create(at path: String) throws(Failure) {
        guard mkdir(path, 0o700) == 0 else { throw Failure(systemError: errno, "create the mirror's folder", path) }
        var created: OpaquePointer?
        do throws(LibraryError) {
            try check("create the mirror", git_repository_init(&created, path, 1))
        } catch {
            throw Failure(storageError: error, path)
        }
        git_repository_free(created)
    }

    /// Whether commit and root tree can be read. What lies below was verified when it was fetched.
    func holds(_ commit: CommitID) -> Bool {
        guard let opened = try? CommitHandle(commit, in: self) else { return false }
        return (try? opened.tree(in: self)) != nil
    }

    /// Notices damage to what libgit2 opens a repository without, but cannot fetch without.
    func checkSkeleton() throws(MirrorError) {
        try readingMirror { () throws(LibraryError) in
            git_config_free(try acquire("read the mirror's configuration") { git_repository_config(&$0, repository) })
            git_reference_free(try acquire("read HEAD") { git_reference_lookup(&$0, repository, "HEAD") })
        }
    }

    /// The commit that the tip points at; nil before the first fetch.
    func tip() throws(MirrorError) -> CommitID? {
        var identifier = git_oid()
        let status = git_reference_name_to_id(&identifier, repository, Self.tipReference)
        if status == GIT_ENOTFOUND.rawValue { return nil }
        try readingMirror { () throws(LibraryError) in _ = try check("read the tip", status) }
        return CommitID(identifier)
    }

    /// Makes `commit`, after it was verified, the one that the next fetch builds on.
    func setTip(_ commit: CommitID) throws(MirrorError) {
        guard var identifier = commit.objectID else { throw .unknown(commit) }
        var reference: OpaquePointer?
        defer { git_reference_free(reference) }
        try readingMirror { () throws(LibraryError) in
            _ = try check(
                "write the tip", git_reference_create(&reference, repository, Self.tipReference, &identifier, 1, nil))
        }
    }
}

import Clibgit2
import PhoenixModel

/// Reads the files of a commit from the object database, within the limits.
struct TreeReader: ~Copyable {
    private let commit: CommitID
    private let limits: GitLimits
    private let call: GitCall
    private var entryCount = 0
    private var totalBytes = 0
    private(set) var files: [TreeFile] = []
    private(set) var skipped: [SkippedEntry] = []

    init(_ commit: CommitID, of settings: GitSettings, _ call: GitCall) {
        self.commit = commit
        self.call = call
        limits = settings.limits
    }

    /// Walks depth first with a stack of its own: a deep tree must not exhaust the thread's.
    mutating func read(from mirror: borrowing Mirror) throws(MirrorError) {
        var folders: [(path: String, depth: Int, entries: [TreeEntry])] = [
            ("", 0, try CommitHandle(commit, in: mirror).tree(in: mirror).entries())
        ]
        while let folder = folders.popLast() {
            let names = try TreePath.names(of: folder.entries, in: folder.path, commit)
            for (entry, name) in zip(folder.entries, names) {
                let path = folder.path + name
                try admit(path)
                switch entry.kind {
                case .symbolicLink: skipped.append(SkippedEntry(path: path, kind: .symbolicLink))
                case .submodule: skipped.append(SkippedEntry(path: path, kind: .submodule))
                case .file, .executable: try readFile(entry, path, from: mirror)
                case .folder:
                    guard folder.depth + 1 < limits.folderDepth else {
                        throw refusal("nests folders deeper than \(limits.folderDepth)", at: path)
                    }
                    folders.append((path + "/", folder.depth + 1, try TreeHandle(entry.object, in: mirror).entries()))
                }
            }
        }
    }

    private mutating func admit(_ path: String) throws(MirrorError) {
        do throws(Failure) { try call.checkpoint() } catch { throw .failure(error) }
        entryCount += 1
        // Folders count too: a tree that contains itself many times over has no file at all.
        guard entryCount <= limits.fileCount else {
            throw refusal("has more than \(limits.fileCount) files and folders", at: path)
        }
        guard path.utf8.count <= limits.pathBytes else {
            throw refusal("has a path of more than \(limits.pathBytes) bytes", at: path)
        }
    }

    private mutating func readFile(
        _ entry: TreeEntry, _ path: String, from mirror: borrowing Mirror
    ) throws(MirrorError) {
        var identifier = entry.object
        let objects = mirror.objects
        let size = try readingMirror { () throws(LibraryError) -> Int in
            var size = 0
            var kind = GIT_OBJECT_ANY
            try check("look up \(path)", git_odb_read_header(&size, &kind, objects, &identifier))
            return size
        }
        guard size <= limits.fileBytes else {
            try mirror.requireWholePacks(call)
            throw refusal("has a file of \(size) bytes; \(limits.fileBytes) are accepted", at: path)
        }
        totalBytes += size
        guard totalBytes <= limits.totalBytes else {
            try mirror.requireWholePacks(call)
            throw refusal("has more than \(limits.totalBytes) bytes in all its files", at: path)
        }
        let bytes = try readingMirror { () throws(LibraryError) -> [UInt8] in
            let object = try acquire("read \(path)") { git_odb_read(&$0, objects, &identifier) }
            defer { git_odb_object_free(object) }
            return Array(UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object)))
        }
        files.append(TreeFile(path: path, bytes: bytes, isExecutable: entry.kind == .executable))
    }

    private func refusal(_ reason: String, at path: String) -> MirrorError {
        .failure(
            Failure(
                .gitContentRefused, "commit \(commit.short) \(reason) ('\(OneLine.of(path))')",
                remedy: "keep only the fleet's files in the repository, or raise the limit in the settings"))
    }
}

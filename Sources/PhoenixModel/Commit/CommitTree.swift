/// The files of one commit, as they stand in Git's object database.
package struct CommitTree: Sendable, Equatable {
    /// The commit whose tree this is.
    package let commit: CommitID
    /// Every regular file, in ascending order of its path's UTF-8 bytes.
    package let files: [TreeFile]
    /// What is not a regular file and was left out, in ascending order of path: whoever misses it can say why.
    package let skipped: [SkippedEntry]

    /// Keeps both lists in ascending order of path.
    package init(commit: CommitID, files: [TreeFile], skipped: [SkippedEntry] = []) {
        self.commit = commit
        self.skipped = skipped.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }
}

/// One regular file of a commit.
package struct TreeFile: Sendable, Equatable {
    /// The path from the repository's root, parts separated by `/`, without a leading one.
    package let path: String
    /// The content, unchanged: no line-ending conversion, no filters.
    package let bytes: [UInt8]
    /// Whether Git marks the file as executable (mode 100755).
    package let isExecutable: Bool

    package init(path: String, bytes: [UInt8], isExecutable: Bool = false) {
        self.path = path
        self.bytes = bytes
        self.isExecutable = isExecutable
    }
}

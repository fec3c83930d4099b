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
        self.skipped = skipped.sorted { $0.path.hasBytesBefore($1.path) }
        self.files = files.sorted { $0.path.hasBytesBefore($1.path) }
    }
}

extension String {
    /// Whether the text comes before another in the order of their UTF-8 bytes, which is Git's.
    package func hasBytesBefore(_ other: String) -> Bool {
        let answer = utf8.withContiguousStorageIfAvailable { mine in
            other.utf8.withContiguousStorageIfAvailable { mine.lexicographicallyPrecedes($0) }
        }
        return answer.flatMap(\.self) ?? utf8.lexicographicallyPrecedes(other.utf8)
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

/// How much a repository may hold. It bounds memory and disk against mistakes and bad intent.
package struct GitLimits: Sendable, Equatable {
    /// Regular files of one commit, also those that Phoenix has no use for.
    package var fileCount: Int
    /// The size of one file.
    package var fileBytes: Int
    /// All files of a commit together: they are held in memory.
    package var totalBytes: Int
    /// Folders below one another.
    package var folderDepth: Int
    /// The length of a path in UTF-8.
    package var pathBytes: Int
    /// What a remote may send in one call: advertisement and pack.
    package var receivedBytes: Int

    package init(
        fileCount: Int = standardFileCount, fileBytes: Int = standardFileBytes,
        totalBytes: Int = standardTotalBytes, folderDepth: Int = standardFolderDepth,
        pathBytes: Int = standardPathBytes, receivedBytes: Int = standardReceivedBytes
    ) {
        self.fileCount = fileCount
        self.fileBytes = fileBytes
        self.totalBytes = totalBytes
        self.folderDepth = folderDepth
        self.pathBytes = pathBytes
        self.receivedBytes = receivedBytes
    }

    /// Twice the largest fleet that the figures are measured with (50,000 guests).
    package static let standardFileCount = 100_000
    /// Configuration and scripts stay below 1 MiB; a logo or a diagram beside them may be larger.
    package static let standardFileBytes = 16 * 1024 * 1024
    /// Fits into the memory of a small machine beside everything else.
    package static let standardTotalBytes = 256 * 1024 * 1024
    /// Far deeper than the repository format, which has three levels.
    package static let standardFolderDepth = 32
    /// A quarter of PATH_MAX, so that a guest's script path with a prefix still fits.
    package static let standardPathBytes = 1024
    /// History counts here, and a mirror holds it on disk: enough for years of configuration.
    package static let standardReceivedBytes = 1024 * 1024 * 1024
}

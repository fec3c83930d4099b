/// Something in a tree that is not a regular file, and therefore not read.
package struct SkippedEntry: Sendable, Equatable {
    /// The path from the repository's root.
    package let path: String
    package let kind: Kind

    package init(path: String, kind: Kind) {
        self.path = path
        self.kind = kind
    }

    package enum Kind: String, Sendable, Equatable {
        /// Not followed: its target could lie anywhere.
        case symbolicLink = "symbolic link"
        /// Content of another repository, which is not fetched.
        case submodule
        /// A socket, a pipe or a device: only in a folder that is no commit yet.
        case special = "special file"
    }
}

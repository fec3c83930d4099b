/// Something in a commit that is not a regular file and therefore not part of its `CommitTree`.
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
        case symbolicLink
        /// Content of another repository, which is not fetched.
        case submodule
    }
}

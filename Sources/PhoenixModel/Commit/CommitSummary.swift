/// What people are told about a commit.
package struct CommitSummary: Sendable, Equatable, Codable {
    /// The commit.
    package let commit: CommitID
    /// The first line of the commit message, at most 120 characters, control characters replaced.
    package let subject: String
    /// The author's name as recorded in the commit.
    package let author: String
    /// The committer's time, in seconds since 1970-01-01T00:00:00Z. For people only: never decides.
    package let committedAtSeconds: Int64

    package init(commit: CommitID, subject: String, author: String, committedAtSeconds: Int64) {
        self.commit = commit
        self.subject = subject
        self.author = author
        self.committedAtSeconds = committedAtSeconds
    }
}

/// How one commit stands to another in history.
package enum CommitRelation: String, Sendable, Equatable, Codable {
    /// Both are one commit.
    case same
    /// The first has the second among its ancestors.
    case ahead
    /// The first is an ancestor of the second.
    case behind
    /// Neither is an ancestor of the other: history was rewritten, or they are of different branches.
    case diverged
}

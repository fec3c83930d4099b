package import PhoenixModel

/// The repository, as Phoenix sees it: which commit is wished for, and what stands in it.
///
/// It deliberately offers no working copy, no push and no list of branches.
package protocol CommitSource: Sendable {
    /// The commit that the configured reference (branch, tag or tag range) names now.
    ///
    /// Asks the remote for its advertised references first; fetches only if the commit is not in the mirror yet.
    func latest() async throws(Failure) -> CommitID

    /// The files of a commit that the mirror holds, or fetches if it does not.
    func tree(at commit: CommitID) async throws(Failure) -> CommitTree

    /// How `commit` stands to `other` in history; `diverged` also when `other` is unknown to the mirror.
    func relation(of commit: CommitID, to other: CommitID) async throws(Failure) -> CommitRelation

    /// What people are told about a commit.
    func summary(of commit: CommitID) async throws(Failure) -> CommitSummary
}

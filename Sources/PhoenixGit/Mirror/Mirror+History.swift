import Clibgit2
import PhoenixModel

extension Mirror {
    /// How `commit` stands to `other`; `diverged` if the mirror does not know `other`.
    func relation(of commit: CommitID, to other: CommitID) throws(MirrorError) -> CommitRelation {
        _ = try CommitHandle(commit, in: self)
        if commit == other { return .same }
        do throws(MirrorError) {
            _ = try CommitHandle(other, in: self)
        } catch .unknown {
            return .diverged
        }
        if try descends(commit, from: other) { return .ahead }
        return try descends(other, from: commit) ? .behind : .diverged
    }

    private func descends(_ commit: CommitID, from ancestor: CommitID) throws(MirrorError) -> Bool {
        guard var commit = commit.objectID, var ancestor = ancestor.objectID else { return false }
        return try readingMirror { () throws(LibraryError) in
            try check("compare the history", git_graph_descendant_of(repository, &commit, &ancestor)) == 1
        }
    }

    func summary(of commit: CommitID) throws(MirrorError) -> CommitSummary {
        let handle = try CommitHandle(commit, in: self)
        let firstLine = handle.message.prefix { !$0.isNewline }
        return CommitSummary(
            commit: commit,
            subject: OneLine.of(String(firstLine), charactersMaximum: Self.subjectCharactersMaximum),
            author: OneLine.of(handle.authorName, charactersMaximum: Self.subjectCharactersMaximum),
            committedAtSeconds: handle.committedAtSeconds)
    }

    /// What `CommitSummary` promises.
    private static let subjectCharactersMaximum = 120
}

package import PhoenixModel
package import PhoenixPlanner
package import PhoenixRun

/// Everything that is worth telling about a sync, in the order in which it happens.
package enum Event: Sendable {
    /// The commit that is wished for was found.
    case commitFound(CommitSummary)
    /// Its files were read, with these problems.
    case read(CommitID, diagnostics: [Diagnostic])
    /// A run that an earlier Phoenix left open was closed with what was found.
    case settled([JournalRecord])
    /// It was decided what has to happen; an empty plan that follows no other is not told.
    case planned(Plan)
    case run(Notice)
    case runEnded(RunHeader, RunEnding)
    /// The commit failed, and the fleet is led back to the one that completed last.
    case rollingBack(from: CommitID, to: CommitID)
    /// The sync is over.
    case ended(SyncOutcome)
}

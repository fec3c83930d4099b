package import PhoenixModel
package import PhoenixRun

/// Which commit is converged on: the newest one, or, while the newest is the one that failed, the one it was rolled back to.
package struct CommitChoice: Sendable, Equatable {
    package let commit: CommitID
    /// The newest commit, if it failed and nothing newer has come since.
    package let heldBack: CommitID?

    package init(latest: CommitID, _ ledger: RunLedger) {
        if let rolledBack = ledger.rolledBack, rolledBack.from == latest {
            (commit, heldBack) = (rolledBack.to, latest)
        } else {
            (commit, heldBack) = (latest, nil)
        }
    }

    /// A fleet that is as an older commit wishes is not as it should be, however often that is looked at.
    func outcome(_ outcome: SyncOutcome) -> SyncOutcome {
        guard let heldBack, case .converged = outcome else { return outcome }
        return .rolledBack(from: heldBack, to: commit, failures: [])
    }
}

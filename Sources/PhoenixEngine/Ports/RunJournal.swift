package import PhoenixModel
package import PhoenixRun

/// The memory of what was begun and how it ended. It never says what the host looks like.
package protocol RunJournal: Sendable {
    /// Appends records in this order; they are durable when it returns.
    func append(_ records: [JournalRecord]) async throws(Failure)

    /// What all records add up to.
    func ledger() async throws(Failure) -> RunLedger
}

package import PhoenixModel
package import PhoenixRun

/// A journal for runs that nobody resumes, such as a trial on a simulated host. It checks records as the durable one does.
package actor MemoryJournal: RunJournal {
    /// Every record so far.
    package private(set) var records: [JournalRecord] = []
    private var current = RunLedger()

    package init() {}

    package func append(_ more: [JournalRecord]) async throws(Failure) {
        for record in more { try current.apply(record) }
        records += more
    }

    package func ledger() -> RunLedger { current }
}

import Foundation
import GRDB
import PhoenixEngine
package import PhoenixModel
import PhoenixPlanner
package import PhoenixRun

/// The journal in an SQLite file: one transaction for each batch of records, durable before it returns.
package actor SQLiteJournal: RunJournal {
    private let database: DatabaseQueue
    private let encoder = JSONEncoder()
    /// What the file says, kept beside it so that an illegal record is refused before it is written; nil while records
    /// are added, and after a failure, when only the file itself knows.
    private var current: RunLedger?

    /// Opens the journal, makes or updates its tables, and replays what it needs to know.
    package init(_ directory: StateDirectory) throws(Failure) {
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let database = try JournalFile.open(directory, isReadOnly: false)
        current = try JournalFile.ledger(database)
        self.database = database
    }

    package func ledger() throws(Failure) -> RunLedger {
        if let current { return current }
        let ledger = try JournalFile.ledger(database)
        current = ledger
        return ledger
    }

    package func append(_ records: [JournalRecord]) async throws(Failure) {
        guard !records.isEmpty else { return }
        var next = try ledger()
        // The only copy: records are added in place, or each batch would copy all steps of the run.
        current = nil
        var rows: [JournalRow] = []
        rows.reserveCapacity(records.count)
        for record in records {
            try next.apply(record)
            rows.append(try JournalRow(record, in: next, encoder: encoder))
        }
        let written = rows
        let endsRun = records.contains { if case .runEnded = $0 { true } else { false } }
        try await JournalFile.writing(database) { database in
            try JournalRow.insert(written, database)
            if endsRun { try JournalFile.forgetOldRuns(database) }
        }
        current = next
    }
}

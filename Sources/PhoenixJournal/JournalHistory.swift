import GRDB
package import PhoenixModel
import PhoenixPlanner
package import PhoenixRun

/// What a journal tells people: runs, how steps ended, what scripts printed. It reads beside a running sync.
package struct JournalHistory: Sendable {
    private let database: DatabaseQueue

    /// Nil if nothing was ever recorded in this folder.
    package init?(_ directory: StateDirectory) throws(Failure) {
        guard directory.hasJournal else { return nil }
        database = try JournalFile.open(directory, isReadOnly: true)
    }

    /// What all records add up to.
    package func ledger() throws(Failure) -> RunLedger { try JournalFile.ledger(database) }

    /// The newest runs first.
    package func runs(limit: Int) throws(Failure) -> [RunEntry] {
        let numbers = try JournalFile.reading(database) { database in
            try Int.fetchAll(
                database, sql: "SELECT DISTINCT run FROM record WHERE run > 0 ORDER BY run DESC LIMIT ?",
                arguments: [limit])
        }
        var entries: [RunEntry] = []
        for number in numbers {
            var entry = RunEntry()
            for record in try records("run = ? AND kind <> 'output'", [number]) { entry.add(record) }
            if entry.header != nil { entries.append(entry) }
        }
        return entries
    }

    /// What scripts printed in a guest, oldest first, at most the last `limit` records of output.
    package func output(of guest: GuestID, limit: Int) throws(Failure) -> [JournalRecord] {
        try records(
            "id IN (SELECT id FROM record WHERE guest = ? AND kind IN ('output', 'step-began', 'step-ended') "
                + "ORDER BY id DESC LIMIT ?)", [guest.number, limit])
    }

    /// The failure of each guest whose last step that began did not succeed.
    package func lastFailures() throws(Failure) -> [GuestID: Failure] {
        let ended = try records(
            "id IN (SELECT max(id) FROM record WHERE kind = 'step-ended' AND json_extract(body, '$.stepEnded._1.skipped') "
                + "IS NULL GROUP BY guest)", [])
        var failures: [GuestID: Failure] = [:]
        for record in ended {
            guard case .stepEnded(let step, .failed(let failure), _) = record,
                let guest = step.guestNumber.flatMap(GuestID.init)
            else { continue }
            failures[guest] = failure
        }
        return failures
    }

    private func records(
        _ condition: String, _ arguments: [any DatabaseValueConvertible & Sendable]
    ) throws(Failure) -> [JournalRecord] {
        try JournalFile.reading(database) { database in
            try JournalFile.rows(
                database, "SELECT * FROM record WHERE \(condition) ORDER BY id", StatementArguments(arguments)
            ).map(JournalFile.record)
        }
    }
}

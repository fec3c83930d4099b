import Foundation
import GRDB
import JSONSchema
import PhoenixModel
import PhoenixRun

/// Opening, reading and pruning the file; the one place where SQLite's errors become failures.
enum JournalFile {
    /// How many runs are kept: about a year of a commit a day. Older ones go when a run ends.
    static let keptRuns = 400

    static func open(_ directory: StateDirectory, isReadOnly: Bool) throws(Failure) -> DatabaseQueue {
        do {
            var configuration = Configuration()
            configuration.readonly = isReadOnly
            configuration.busyMode = .timeout(5)
            configuration.prepareDatabase { database in
                // Not by GRDB's own setting, which writes something at every opening: a sync with nothing to do would
                // wait for the disk four times.
                if !isReadOnly { _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL") }
                // A record is a barrier: it has to survive a power cut, not only a crash of the process.
                // And a page whose parts overlap is damaged, which SQLite does not look at by itself.
                try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON")
            }
            let database = try DatabaseQueue(
                path: directory.journal.path(percentEncoded: false), configuration: configuration)
            let migrator = JournalSchema.migrator
            guard try !database.read(migrator.hasBeenSuperseded) else { throw tooNew(directory) }
            if !isReadOnly { try migrator.migrate(database) }
            return database
        } catch let failure as Failure {
            throw failure
        } catch {
            throw isReadOnly ? unusable(error) : unwritable(error, in: directory.url.path(percentEncoded: false))
        }
    }

    static func ledger(_ database: DatabaseQueue) throws(Failure) -> RunLedger {
        let (completed, last) = try reading(database) { database in
            // Of a run that ended nobody asks for single steps any more; of an open one each row is looked at, as one
            // whose kind has changed is not to be missed.
            let last = try rows(
                database,
                """
                WITH last AS (SELECT max(run) AS run FROM record),
                    ended AS (SELECT 1 FROM record, last WHERE record.run = last.run AND kind = 'run-ended')
                SELECT record.* FROM record, last
                WHERE record.run = last.run
                    AND (kind IN ('run-began', 'run-ended', 'fleet-converged')
                        OR NOT EXISTS (SELECT * FROM ended))
                ORDER BY id
                """)
            let completed = try last.first.flatMap { try completedBefore($0, database) }
            return (completed, try last.filter { $0["kind"] != "output" }.map(record))
        }
        var ledger = RunLedger(completedCommit: completed.flatMap(CommitID.init))
        for record in last { try ledger.apply(record) }
        if ledger.isOpen { try requireNoGap(database) }
        return ledger
    }

    /// The commit that had completed last when the run of this first row began.
    private static func completedBefore(_ first: Row, _ database: Database) throws -> String? {
        if first.hasColumn("completed") { return try first.decode(forColumn: "completed") }
        // A journal that this version has not yet opened to write.
        return try String.fetchOne(
            database,
            sql: """
                SELECT json_extract(body, '$.fleetConverged._0') FROM record WHERE kind = 'fleet-converged'
                ORDER BY id DESC LIMIT 1
                """)
    }

    /// A step of an open run that is not found in the file would never be looked for on the host.
    private static func requireNoGap(_ database: DatabaseQueue) throws(Failure) {
        let isWhole = try reading(database) { database in
            try Bool.fetchOne(
                database,
                sql: """
                    SELECT count(*) = max(id) - min(id) + 1 FROM record WHERE run = (SELECT max(run) FROM record)
                    """)
        }
        guard isWhole == true else { throw changed() }
    }

    /// The rows that a query selects, each as it was written; the query selects whole ones.
    static func rows(
        _ database: Database, _ sql: String, _ arguments: StatementArguments = StatementArguments()
    ) throws -> [Row] {
        let rows = try Row.fetchAll(database, sql: sql, arguments: arguments)
        guard try rows.allSatisfy(JournalDigest.holds) else { throw changed() }
        return rows
    }

    /// What a row holds.
    static func record(_ row: Row) throws -> JournalRecord {
        let body: String = try row.decode(forColumn: "body")
        return try JSONDocument.parse(text: body, limits: .ofBoundedText).root.decoded()
    }

    static func forgetOldRuns(_ database: Database) throws {
        try database.execute(
            sql: "DELETE FROM record WHERE run <= (SELECT max(run) FROM record) - ?", arguments: [keptRuns])
    }

    static func reading<Value>(
        _ database: DatabaseQueue, _ body: (Database) throws -> Value
    ) throws(Failure) -> Value {
        do {
            return try database.read(body)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw unusable(error)
        }
    }

    static func writing(
        _ database: DatabaseQueue, _ body: @escaping @Sendable (Database) throws -> Void
    ) async throws(Failure) {
        do {
            try await database.write(body)
        } catch {
            throw unwritable(error, in: URL(filePath: database.path).deletingLastPathComponent().path)
        }
    }

    /// SQLite names a full disk only where it wrote bytes; a file that cannot be made is to it one that cannot be opened.
    private static func unwritable(_ error: any Error, in folder: String) -> Failure {
        let code = (error as? DatabaseError)?.resultCode
        let isFull =
            switch code {
            case .SQLITE_FULL: true
            case .SQLITE_IOERR, .SQLITE_CANTOPEN: hasNoRoom(folder)
            default: false
            }
        guard isFull else { return unusable(error) }
        return Failure(
            .stateDirectoryUnusable, "the journal cannot be written: the disk of the state directory \(folder) is full",
            remedy: "make room there and sync again; what was begun is looked for then", disposition: .retry,
            causes: [String(describing: error)])
    }

    private static func unusable(_ error: any Error) -> Failure {
        Failure(
            .stateDirectoryUnusable, "the journal cannot be read or written",
            remedy: "check the disk; if the file is damaged, move the state directory aside: only history is lost",
            causes: [String(describing: error)])
    }

    static func changed() -> Failure {
        Failure(
            .stateDirectoryUnusable, "the journal does not hold what was written into it",
            remedy: "check the disk, and move the state directory aside: only history is lost")
    }

    private static func tooNew(_ directory: StateDirectory) -> Failure {
        Failure(
            .stateDirectoryUnusable, "the journal was written by a newer Phoenix",
            remedy: "use that version, or another --state-directory")
    }
}

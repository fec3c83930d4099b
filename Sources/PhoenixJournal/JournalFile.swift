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
                try database.execute(sql: "PRAGMA synchronous = FULL")
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
        let bodies = try reading(database) { database in
            let completed = try String.fetchAll(
                database, sql: "SELECT body FROM record WHERE kind = 'fleet-converged' ORDER BY id DESC LIMIT 1")
            // Of a run that ended nobody asks for single steps any more.
            let last = try String.fetchAll(
                database,
                sql: """
                    WITH last AS (SELECT max(run) AS run FROM record),
                        ended AS (SELECT 1 FROM record, last WHERE record.run = last.run AND kind = 'run-ended')
                    SELECT body FROM record, last
                    WHERE record.run = last.run
                        AND (kind IN ('run-began', 'run-ended', 'fleet-converged')
                            OR kind <> 'output' AND NOT EXISTS (SELECT * FROM ended))
                    ORDER BY id
                    """)
            return (completed: completed, last: last)
        }
        var completed: CommitID?
        for body in bodies.completed {
            if case .fleetConverged(let commit, _) = try record(body) { completed = commit }
        }
        var ledger = RunLedger(completedCommit: completed)
        for body in bodies.last { try ledger.apply(try record(body)) }
        return ledger
    }

    static func record(_ body: String) throws(Failure) -> JournalRecord {
        do {
            return try JSONDocument.parse(text: body, limits: .ofBoundedText).root.decoded()
        } catch {
            throw unusable(error)
        }
    }

    /// The commit that completed last stays, however long ago: a rollback leads there.
    static func forgetOldRuns(_ database: Database) throws {
        try database.execute(
            sql: """
                DELETE FROM record WHERE run <= (SELECT max(run) FROM record) - ?
                    AND id IS NOT (SELECT max(id) FROM record WHERE kind = 'fleet-converged')
                """,
            arguments: [keptRuns])
    }

    static func reading<Value>(
        _ database: DatabaseQueue, _ body: (Database) throws -> Value
    ) throws(Failure) -> Value {
        do {
            return try database.read(body)
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

    private static func tooNew(_ directory: StateDirectory) -> Failure {
        Failure(
            .stateDirectoryUnusable, "the journal was written by a newer Phoenix",
            remedy: "use that version, or another --state-directory")
    }
}

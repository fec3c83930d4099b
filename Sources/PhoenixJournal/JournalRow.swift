import Foundation
import GRDB
import PhoenixModel
import PhoenixPlanner
import PhoenixRun

/// One record as the table holds it: what queries ask for in columns, the whole as JSON.
struct JournalRow: Sendable {
    let run: RunNumber
    let kind: String
    let step: StepID?
    let at: Instant
    /// The commit that had completed last when a run began: part of that run's first row, so that no other has to be found.
    let completed: CommitID?
    let body: String

    /// - Parameter ledger: what all records up to this one add up to.
    init(_ record: JournalRecord, in ledger: RunLedger, encoder: JSONEncoder) throws(Failure) {
        run = ledger.header?.run ?? RunNumber(0)
        completed = if case .runBegan = record { ledger.completedCommit } else { nil }
        kind = record.kind
        step = record.step
        at = record.at
        do {
            body = String(decoding: try encoder.encode(record), as: UTF8.self)
        } catch {
            throw Failure(
                .internalDefect, "a record cannot be written as JSON", remedy: "report this as a defect of Phoenix",
                causes: [String(describing: error)])
        }
    }

    /// Adds the rows behind all others, numbered without gaps.
    static func insert(_ rows: [JournalRow], _ database: Database) throws {
        var last = try Int64.fetchOne(database, sql: "SELECT max(id) FROM record") ?? 0
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO record (id, run, kind, step, guest, at, completed, body, digest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for row in rows {
            guard last < .max else { throw JournalFile.changed() }
            last += 1
            try statement.execute(arguments: row.arguments(id: last))
        }
    }

    private func arguments(id: Int64) -> StatementArguments {
        let digest = JournalDigest.value(
            id: id, run: run.value, kind: kind, step: step?.text, guest: step?.guestNumber, at: at.milliseconds,
            completed: completed?.hexadecimal, body: body)
        return [
            id, run.value, kind, step?.text, step?.guestNumber, at.milliseconds, completed?.hexadecimal, body, digest,
        ]
    }
}

extension StepID {
    /// The number before the first `/`.
    var guestNumber: Int? { text.split(separator: "/").first.flatMap { Int($0) } }
}

extension JournalRecord {
    /// The column's words; queries name them.
    var kind: String {
        switch self {
        case .runBegan: "run-began"
        case .stepBegan: "step-began"
        case .taskAccepted: "task-accepted"
        case .attemptFailed: "attempt-failed"
        case .output: "output"
        case .stepEnded: "step-ended"
        case .runEnded: "run-ended"
        case .fleetConverged: "fleet-converged"
        }
    }

    var step: StepID? {
        switch self {
        case .stepBegan(let step, _, _, _), .taskAccepted(let step, _, _), .attemptFailed(let step, _, _, _),
            .output(let step, _, _), .stepEnded(let step, _, _):
            step
        case .runBegan, .runEnded, .fleetConverged: nil
        }
    }

    var at: Instant {
        switch self {
        case .runBegan(let header): header.beganAt
        case .stepBegan(_, _, _, let at), .taskAccepted(_, _, let at), .attemptFailed(_, _, _, let at),
            .output(_, _, let at), .stepEnded(_, _, let at), .runEnded(_, let at), .fleetConverged(_, let at):
            at
        }
    }
}

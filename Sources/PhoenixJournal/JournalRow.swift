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
    let body: String

    init(_ record: JournalRecord, run: RunNumber, encoder: JSONEncoder) throws(Failure) {
        self.run = run
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

    func insert(_ database: Database) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT INTO record (run, kind, step, guest, at, body) VALUES (?, ?, ?, ?, ?, ?)")
        try statement.execute(arguments: [
            run.value, kind, step?.text, step?.guestNumber, at.milliseconds, body,
        ])
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

import Foundation
import Fuzzing
import GRDB
import PhoenixModel
import PhoenixPlanner
import PhoenixRun
import PhoenixTestSupport

@testable import PhoenixJournal

/// The journal's files, damaged as disks and people do: it is refused, or says what was written up to some batch.
struct JournalFuzz: FuzzSubject {
    private let folder: FuzzTrial.Scratch
    /// The files at several times of a journal's life.
    private var lives: [FuzzCase] = []
    /// What the journal said after each batch.
    private var ledgers: [RunLedger] = [RunLedger()]
    private var written: Set<JournalRecord> = []
    private let kept: [FuzzCase]
    private let mutator: JSONMutator

    init(_ trial: FuzzTrial) async throws {
        folder = try trial.scratch()
        kept = try trial.kept().map(\.case)
        mutator = JSONMutator(corpus: [Array(#"{"stepEnded":{"_0":"101/start","_1":{"succeeded":{}},"at":5}}"#.utf8)])
        let state = try StateDirectory(creating: folder["story"])
        let url = URL(filePath: folder["story"])
        let batches = Self.batches
        // Two processes: what the first wrote is in the file, what the second writes still in its log.
        for half in [batches[..<(batches.count / 2)], batches[(batches.count / 2)...]] {
            let journal = try SQLiteJournal(state)
            for batch in half {
                try await journal.append(batch)
                written.formUnion(batch)
                if let ledger = try JournalHistory(state)?.ledger(), ledger != ledgers.last { ledgers.append(ledger) }
                if ledgers.count % 4 == 0 { lives.append(try FuzzCase(reading: url)) }
            }
            lives.append(try FuzzCase(reading: url))
        }
        lives.append(try FuzzCase(reading: url))
    }

    mutating func makeCase(_ chance: inout SeededGenerator) throws -> FuzzCase {
        var fuzzCase = chance.isLucky(0.02) ? chance.pick(kept) ?? lives[0] : chance.pick(lives) ?? .empty
        guard chance.isLucky(0.8) else { return try withChangedRow(fuzzCase, &chance) }
        for _ in 0..<chance.number(1...2) { damage(&fuzzCase, &chance) }
        return fuzzCase
    }

    private func damage(_ fuzzCase: inout FuzzCase, _ chance: inout SeededGenerator) {
        guard let index = chance.pick(Array(fuzzCase.files.indices)) else { return }
        var bytes = fuzzCase.files[index].bytes
        let place = chance.number(0...max(0, bytes.count - 1))
        switch chance.number(0...8) {
        case 0: bytes.removeLast(bytes.count - place)
        case 1: fuzzCase.files.remove(at: index); return
        case 2:
            let count = min(bytes.count - place, chance.pick([16, 512, 4_096]) ?? 1)
            bytes.replaceSubrange(
                place..<(place + count), with: repeatElement(chance.pick([0, 0xFF]) ?? 0, count: count))
        case 3, 4:
            // A write that never came, or came twice: a page of another time.
            guard let other = chance.pick(lives)?[fuzzCase.files[index].name] else { return }
            let page = place / Self.pageBytes * Self.pageBytes
            guard page + Self.pageBytes <= min(bytes.count, other.count) else { return bytes = other }
            bytes.replaceSubrange(page..<(page + Self.pageBytes), with: other[page..<(page + Self.pageBytes)])
        default:
            // Most of a page is empty: where something stands, it hurts more.
            let used = bytes.indices.filter { bytes[$0] != 0 }
            for _ in 0..<chance.number(1...3) {
                if let place = chance.isLucky(0.8) ? chance.pick(used) : place, place < bytes.count {
                    bytes[place] ^= 1 << UInt8(chance.number(0...7))
                }
            }
        }
        fuzzCase.files[index].bytes = bytes
    }

    private static let pageBytes = 4_096

    /// One row changed with SQLite's own means, as by somebody who wanted to help.
    private func withChangedRow(_ fuzzCase: FuzzCase, _ chance: inout SeededGenerator) throws -> FuzzCase {
        let place = URL(filePath: folder["rows"])
        try fuzzCase.write(to: place)
        do {
            let database = try DatabaseQueue(path: place.appending(path: "journal.sqlite").path)
            var local = chance
            try database.write { database in
                let ids = try Int.fetchAll(database, sql: "SELECT id FROM record")
                guard let id = local.pick(ids), let other = local.pick(ids) else { return }
                switch local.number(0...4) {
                case 0: try database.execute(sql: "DELETE FROM record WHERE id = ?", arguments: [id])
                case 1: try database.execute(sql: "UPDATE record SET kind = 'output' WHERE id = ?", arguments: [id])
                case 2: try database.execute(sql: "UPDATE record SET run = run + 1 WHERE id = ?", arguments: [id])
                case 3:
                    try database.execute(
                        sql: "UPDATE record SET body = (SELECT body FROM record WHERE id = ?) WHERE id = ?",
                        arguments: [other, id])
                default:
                    let body = try String.fetchOne(
                        database, sql: "SELECT body FROM record WHERE id = ?", arguments: [id])
                    let mutated = mutator.mutated(Array((body ?? "").utf8), &local)
                    try database.execute(
                        sql: "UPDATE record SET body = ? WHERE id = ?",
                        arguments: [String(decoding: mutated, as: UTF8.self), id])
                }
            }
            chance = local
        }
        return try FuzzCase(reading: place)
    }

    mutating func judge(_ fuzzCase: FuzzCase) async throws -> FuzzVerdict {
        let place = URL(filePath: folder["state"])
        try fuzzCase.write(to: place)
        do {
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            let state = try StateDirectory(creating: place.path)
            let seen = try look(state)
            try require(FuzzCase(reading: place).journal == fuzzCase.journal, "looking has changed the journal")
            let ledger = try await goOn(state, from: seen)
            try require(ledgers.contains(ledger), "half-read by who writes: \(ledger)")
            return .accepted
        } catch let failure as Failure {
            try requireSentence(failure)
            return .refused
        }
    }

    /// Everything that people are told is something that was written.
    private func look(_ state: StateDirectory) throws -> RunLedger? {
        guard let history = try JournalHistory(state) else { return nil }
        let ledger = try history.ledger()
        try require(ledgers.contains(ledger), "half-read: \(ledger)")
        for number in [101, 102, 103] {
            for record in try history.output(of: id(number), limit: 50) {
                try require(written.contains(record), "a record that nobody wrote: \(record)")
            }
        }
        _ = try history.runs(limit: 10)
        _ = try history.lastFailures()
        return ledger
    }

    /// Opens it to write, adds a run, and finds it again.
    private func goOn(_ state: StateDirectory, from seen: RunLedger?) async throws -> RunLedger {
        let ledger: RunLedger
        do {
            let journal = try SQLiteJournal(state)
            ledger = try await journal.ledger()
            if let seen { try require(seen == ledger, "read otherwise by who writes: \(ledger), \(seen)") }
            if ledger.isOpen { try await journal.append([.runEnded(.interrupted, at: Self.now)]) }
            let next = RunNumber((ledger.header?.run.value ?? 0) + 1)
            try await journal.append([.runBegan(Self.header(next.value))])
        }
        let again = try await SQLiteJournal(state).ledger()
        try require(
            again.isOpen && again.completedCommit == ledger.completedCommit, "what was added is not found: \(again)")
        return ledger
    }

    private static let now = Instant(milliseconds: 1_767_225_600_000)

    private static func header(_ run: Int) -> RunHeader {
        RunHeader(
            run: RunNumber(run), fleet: "lab", commit: commit(Character(String(run % 10))), stepCount: 3, beganAt: now)
    }

    /// Six runs: most converge, one fails, the last is open.
    private static var batches: [[JournalRecord]] {
        let failure = Failure(.commandFailed, "exit code 1", remedy: "mend it", causes: ["a", "b"])
        let guest = GuestReference(id: id(101), kind: .container, node: "pve1")
        let submission = Submission(change: .start(guest), fence: .marked("lab", guest.id, claim: nil))
        var batches: [[JournalRecord]] = []
        for run in 1...6 {
            batches.append([.runBegan(header(run))])
            for number in [101, 102, 103] {
                let step = StepID("\(number)/start")
                batches.append([.stepBegan(step, attempt: 1, submission: submission, at: now)])
                batches.append([.taskAccepted(step, TaskID("UPID:pve1:\(run)"), at: now)])
                batches.append([
                    .output(step, lines: ["run \(run)", String(repeating: "x", count: 300 * number % 900)], at: now)
                ])
                if run == 6, number == 103 { return batches }
                let isFailed = run == 3 && number == 103
                batches.append([.stepEnded(step, isFailed ? .failed(failure) : .succeeded(note: nil), at: now)])
            }
            batches.append([.runEnded(run == 3 ? .failed : .succeeded, at: now)])
            if run != 3 { batches.append([.fleetConverged(commit(Character(String(run))), at: now)]) }
        }
        return batches
    }
}

extension FuzzCase {
    /// Without the index of the log, which belongs to whoever has it open.
    fileprivate var journal: [File] { sorted.files.filter { !$0.name.hasSuffix("-shm") && !$0.bytes.isEmpty } }
}

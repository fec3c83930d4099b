import Foundation
import GRDB
import PhoenixEngine
import PhoenixJournal
import PhoenixModel
import PhoenixPlanner
import PhoenixRun
import PhoenixTestSupport
import Testing

/// The journal on disk: what was appended is there afterwards, whatever ended the process.
@Suite struct JournalTests {
    private let now = Instant(milliseconds: 0)

    private func header(_ run: Int, _ wished: Character = "a") -> RunHeader {
        RunHeader(run: RunNumber(run), fleet: "lab", commit: commit(wished), stepCount: 2, beganAt: now)
    }

    private func step(_ number: Int) -> StepID { StepID("\(number)/start") }

    @Test("A new process finds the open run with what was in flight")
    func reopened() async throws {
        let folder = try ScratchFolder()
        let journal = try SQLiteJournal(folder.state)
        try await journal.append([
            .runBegan(header(1)), .stepBegan(step(101), attempt: 1, submission: nil, at: now),
            .stepBegan(step(102), attempt: 1, submission: nil, at: now),
            .taskAccepted(step(102), TaskID("T"), at: now),
            .output(step(101), lines: ["hello"], at: now), .stepEnded(step(101), .succeeded(note: nil), at: now),
        ])
        let ledger = try await SQLiteJournal(folder.state).ledger()
        #expect(ledger.isOpen)
        #expect(ledger.unsettled == [UnsettledStep(id: step(102), submission: nil, task: TaskID("T"))])
    }

    @Test("A state directory is given a name once, and another when that is damaged")
    func writer() throws {
        let folder = try ScratchFolder()
        #expect(folder.state.writer == nil)
        let lock = try StateLock(folder.state, command: "phoenix sync", at: now)
        let name = try folder.state.establishedWriter(under: lock)
        #expect(name.text.wholeMatch(of: /[0-9a-f]{12}/) != nil)
        #expect(folder.state.writer == name)
        #expect(try folder.state.establishedWriter(under: lock) == name)
        let file = folder.state.url.appending(path: "writer")
        for damaged in ["", "\n", name.text, name.text + "\n\n", "Zebra0000000\n", String(name.text.dropLast()) + "\n"]
        {
            try Data(damaged.utf8).write(to: file)
            #expect(folder.state.writer == nil, "\(damaged)")
            let next = try folder.state.establishedWriter(under: lock)
            #expect(next != name && folder.state.writer == next)
        }
        let other = try ScratchFolder()
        let otherLock = try StateLock(other.state, command: "phoenix sync", at: now)
        #expect(try other.state.establishedWriter(under: otherLock) != name)
    }

    @Test("The commit that completed last is remembered over later runs")
    func completed() async throws {
        let folder = try ScratchFolder()
        let journal = try SQLiteJournal(folder.state)
        try await journal.append([
            .runBegan(header(1, "a")), .runEnded(.succeeded, at: now), .fleetConverged(commit("a"), at: now),
            .runBegan(header(2, "b")), .runEnded(.failed, at: now),
        ])
        let ledger = try await SQLiteJournal(folder.state).ledger()
        #expect(ledger.completedCommit == commit("a"))
        #expect(ledger.header?.run == RunNumber(2))
    }

    @Test("The commit without a finding is remembered for the program that read it, and for no other")
    func flawless() throws {
        let folder = try ScratchFolder()
        let memory = FlawlessCommit(folder.state, program: "1.0 abc")
        #expect(!memory.isThere && !memory.isFlawless(commit("a")))
        memory.rememberFlawless(commit("a"))
        #expect(memory.isThere && memory.isFlawless(commit("a")) && !memory.isFlawless(commit("b")))
        #expect(memory.commit == commit("a"))
        let newer = FlawlessCommit(folder.state, program: "1.1 abc")
        #expect(!newer.isFlawless(commit("a")) && newer.commit == nil)
        memory.rememberFlawless(commit("b"))
        #expect(memory.isFlawless(commit("b")) && !memory.isFlawless(commit("a")))

        let file = folder.state.url.appending(path: "flawless-commit")
        let line = try Data(contentsOf: file)
        for damage in [Data(), Data([0xFF, 0]), line.dropLast(), line + line] {
            try damage.write(to: file)
            #expect(!memory.isFlawless(commit("b")), "\(damage)")
        }
    }

    @Test("A record that cannot follow is refused, and nothing of its batch is written")
    func illegal() async throws {
        let folder = try ScratchFolder()
        let journal = try SQLiteJournal(folder.state)
        await #expect(throws: Failure.self) {
            try await journal.append([.runBegan(header(1)), .runBegan(header(2))])
        }
        #expect(try await SQLiteJournal(folder.state).ledger().header == nil)
    }

    @Test("Killed while it appends, it has lost nothing that was acknowledged", arguments: [3, 20, 77])
    func killed(after count: Int) async throws {
        let folder = try ScratchFolder()
        let path = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, count = count as Int] in
            let journal = try SQLiteJournal(StateDirectory(creating: path))
            let now = Instant(milliseconds: 0)
            try await journal.append([
                .runBegan(RunHeader(run: RunNumber(1), fleet: "lab", commit: commit(), stepCount: 1, beganAt: now))
            ])
            for number in 100..<(100 + count) {
                try await journal.append([
                    .stepBegan(StepID("\(number)/start"), attempt: 1, submission: nil, at: now)
                ])
            }
            kill(getpid(), SIGKILL)
        }
        let ledger = try await SQLiteJournal(folder.state).ledger()
        #expect(ledger.unsettled.count == count)
    }

    @Test("A damaged file is refused with the way out, and is not touched")
    func damaged() throws {
        let folder = try ScratchFolder()
        _ = try SQLiteJournal(folder.state)
        let file = folder.path + "/journal.sqlite"
        let garbage = Data("this is no database, whatever its name says: ".utf8) + Data(count: 4096)
        try? FileManager.default.removeItem(atPath: file + "-wal")
        try garbage.write(to: URL(filePath: file))
        let failure = #expect(throws: Failure.self) { try SQLiteJournal(folder.state) }
        #expect(failure?.code == .stateDirectoryUnusable)
        #expect(failure?.remedy.contains("only history is lost") == true)
        #expect(try Data(contentsOf: URL(filePath: file)) == garbage)
    }

    @Test("A row that is not as it was written is refused, and an open run that lacks one")
    func changedRows() async throws {
        let changes = [
            "UPDATE record SET body = replace(body, '102', '103') WHERE kind = 'step-began' AND guest = 102",
            "UPDATE record SET kind = 'output' WHERE kind = 'task-accepted'",
            "UPDATE record SET completed = NULL WHERE kind = 'run-began'",
            "DELETE FROM record WHERE kind = 'task-accepted'",
            "ALTER TABLE record RENAME COLUMN digest TO digesv",
        ]
        for change in changes {
            let folder = try ScratchFolder()
            do {
                let journal = try SQLiteJournal(folder.state)
                try await journal.append([
                    .runBegan(header(1)), .runEnded(.succeeded, at: now), .fleetConverged(commit("a"), at: now),
                ])
                try await journal.append([
                    .runBegan(header(2)), .stepBegan(step(102), attempt: 1, submission: nil, at: now),
                    .taskAccepted(step(102), TaskID("T"), at: now), .output(step(102), lines: ["x"], at: now),
                ])
            }
            let file = try DatabaseQueue(path: folder.path + "/journal.sqlite")
            try await file.write { try $0.execute(sql: change) }
            let failure = #expect(throws: Failure.self, "\(change)") { try SQLiteJournal(folder.state) }
            #expect(failure?.message == "the journal does not hold what was written into it", "\(change)")
            let history = try #require(try JournalHistory(folder.state))
            #expect(throws: Failure.self, "\(change)") { try history.ledger() }
        }
    }

    @Test("A journal of before rows had digests is read as it is, and goes on with them")
    func older() async throws {
        let folder = try ScratchFolder()
        let file = folder.path + "/journal.sqlite"
        do {
            let journal = try SQLiteJournal(folder.state)
            try await journal.append([
                .runBegan(header(1, "a")), .runEnded(.succeeded, at: now), .fleetConverged(commit("a"), at: now),
                .runBegan(header(2, "b")), .stepBegan(step(101), attempt: 1, submission: nil, at: now),
            ])
            let database = try DatabaseQueue(path: file)
            try await database.write { database in
                try database.execute(
                    sql: """
                        ALTER TABLE record DROP COLUMN digest; ALTER TABLE record DROP COLUMN completed;
                        CREATE INDEX record_of_convergence ON record (id) WHERE kind = 'fleet-converged';
                        DELETE FROM grdb_migrations WHERE identifier = '2 digests';
                        """)
            }
        }
        let seen = try #require(try JournalHistory(folder.state)).ledger()
        #expect(seen.completedCommit == commit("a") && seen.unsettled.map(\.id) == [step(101)])
        #expect(try await SQLiteJournal(folder.state).ledger() == seen)
        let database = try DatabaseQueue(path: file)
        try await database.write { try $0.execute(sql: "UPDATE record SET at = 7 WHERE id = 5") }
        #expect(throws: Failure.self) { try SQLiteJournal(folder.state) }
    }

    @Test("History tells runs newest first, with what failed, and what scripts printed")
    func history() async throws {
        let folder = try ScratchFolder()
        #expect(try JournalHistory(folder.state) == nil)
        let journal = try SQLiteJournal(folder.state)
        let failure = Failure(.commandFailed, "exit code 1", remedy: "mend it")
        try await journal.append([
            .runBegan(header(1)), .stepBegan(step(101), attempt: 1, submission: nil, at: now),
            .output(step(101), lines: ["one", "two"], at: now), .stepEnded(step(101), .failed(failure), at: now),
            .stepEnded(step(102), .skipped(because: step(101)), at: now), .runEnded(.failed, at: now),
            .runBegan(header(2)), .runEnded(.succeeded, at: now),
        ])
        let history = try #require(try JournalHistory(folder.state))
        let runs = try history.runs(limit: 10)
        #expect(runs.map { $0.header?.run.value } == [2, 1])
        #expect(runs[1].failures.map(\.step) == [step(101)])
        #expect(runs[1].skipped == 1)
        #expect(try history.lastFailures() == [id(101): failure])
        let printed = try history.output(of: id(101), limit: 10).compactMap { record in
            if case .output(_, let lines, _) = record { lines } else { nil }
        }
        #expect(printed == [["one", "two"]])
    }

    @Test("Old runs are forgotten, so that the file does not grow for ever")
    func bounded() async throws {
        let folder = try ScratchFolder()
        let journal = try SQLiteJournal(folder.state)
        for run in 1...410 {
            try await journal.append([
                .runBegan(header(run)), .runEnded(.succeeded, at: now), .fleetConverged(commit("a"), at: now),
            ])
        }
        let history = try #require(try JournalHistory(folder.state))
        #expect(try history.runs(limit: 1000).count == 400)
        let file = try DatabaseQueue(path: folder.path + "/journal.sqlite")
        let count = try await file.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM record") }
        #expect(try #require(count) <= 400 * 3)
    }

    @Test("The second who wants to write is told who holds the lock; it goes with its holder")
    func lock() throws {
        let folder = try ScratchFolder()
        var holder: StateLock? = try StateLock(folder.state, command: "phoenix watch", at: now)
        let failure = #expect(throws: Failure.self) {
            try StateLock(folder.state, command: "phoenix sync --once", at: now)
        }
        #expect(failure?.code == .stateDirectoryBusy)
        #expect(failure?.message.contains("'phoenix watch', process \(getpid())") == true)
        try Data("two\nlines\u{1B}[2J".utf8).write(to: folder.state.url.appending(path: "lock"))
        let other = #expect(throws: Failure.self) { try StateLock(folder.state, command: "phoenix sync", at: now) }
        #expect(other?.message.hasSuffix("directory: two lines [2J") == true)
        withExtendedLifetime(holder) {}
        holder = nil
        _ = try StateLock(folder.state, command: "phoenix sync --once", at: now)
    }

    @Test("Whoever is refused the lock closes its own file, and no other's that was given the number since")
    func refusedLock() async throws {
        let folder = try ScratchFolder()
        let path = folder.path
        // In a process of its own: what went wrong here would hit the files of other tests.
        await #expect(processExitsWith: .success) { [path = path as String] in
            let state = try StateDirectory(creating: path)
            let holder = try StateLock(state, command: "phoenix watch", at: Instant(milliseconds: 0))
            async let strangers = Task.detached {
                (0..<5_000).allSatisfy { _ in
                    let file = open("/dev/null", O_RDONLY | O_CLOEXEC)
                    sched_yield()
                    return fcntl(file, F_GETFD) >= 0 && close(file) == 0
                }
            }.value
            for _ in 0..<5_000 {
                #expect(throws: Failure.self) {
                    try StateLock(state, command: "phoenix sync --once", at: Instant(milliseconds: 0))
                }
            }
            #expect(await strangers)
            withExtendedLifetime(holder) {}
        }
    }
}

/// A folder of its own for each test, removed with it.
final class ScratchFolder {
    let path: String
    let state: StateDirectory

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "phoenix-\(UUID().uuidString)").path
        state = try StateDirectory(creating: path)
    }

    deinit {
        // Left behind if it cannot be removed: it lies among temporary files.
        try? FileManager.default.removeItem(atPath: path)
    }
}

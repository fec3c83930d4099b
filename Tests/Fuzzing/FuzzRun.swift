import Foundation
import PhoenixModel

/// Tries the cases of a trial in this process, which is one of its own: it dies of a case that needs too much of anything.
package struct FuzzRun {
    private let trial: FuzzTrial
    private let current: Int32

    /// Bounds what this process may take from now on, and begins to keep the case at hand.
    package init(_ trial: FuzzTrial) throws {
        self.trial = trial
        current = open(trial.currentFile.path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard current >= 0 else { throw FuzzFault("\(trial.currentFile.path) cannot be written") }
        try? FileManager.default.removeItem(at: trial.reportFile)
        try ProcessBounds.limitMemory()
    }

    /// The cases that are kept, then those of chance.
    package func run(_ subject: some FuzzSubject) async throws {
        var subject = subject
        var report = FuzzReport()
        if trial.firstRound == 0 {
            for (name, fuzzCase) in try trial.kept() { try await attempt(fuzzCase, name, &subject, &report, round: -1) }
        }
        let end = ContinuousClock.now + .seconds(trial.seconds)
        var round = trial.firstRound
        while report.faults.count < Self.mostFaults, round < trial.firstRound + Self.mostRounds,
            trial.rounds.map({ round < $0 }) ?? (.now < end)
        {
            var chance = trial.chance(ofRound: round)
            try await attempt(subject.makeCase(&chance), "\(round)", &subject, &report, round: round)
            round += 1
        }
        report.nextRound = round
        report.peakMebibytes = ProcessBounds.peakMebibytes
        try JSONEncoder().encode(report).write(to: trial.reportFile)
    }

    /// After so many wrong cases further ones tell nothing new.
    private static let mostFaults = 10

    /// Another process goes on then: libgit2 keeps some memory of each damaged file.
    private static let mostRounds = 5_000

    private func attempt(
        _ fuzzCase: FuzzCase, _ name: String, _ subject: inout some FuzzSubject, _ report: inout FuzzReport, round: Int
    ) async throws {
        try keep(fuzzCase, round: round)
        let began = ProcessBounds.milliseconds
        ProcessBounds.limitTime()
        do {
            switch try await subject.judge(fuzzCase) {
            case .accepted: report.accepted += 1
            case .refused: report.refused += 1
            }
        } catch {
            try fuzzCase.write(to: trial.folder.appending(path: "wrong/\(name)"))
            report.faults.append("case \(name): \(error)")
        }
        report.cases += 1
        report.slowestMilliseconds = max(report.slowestMilliseconds, ProcessBounds.milliseconds - began)
    }

    private func keep(_ fuzzCase: FuzzCase, round: Int) throws {
        let bytes = Array("\(round)\n".utf8) + fuzzCase.packed
        guard pwrite(current, bytes, bytes.count, 0) == bytes.count, ftruncate(current, off_t(bytes.count)) == 0 else {
            throw FuzzFault("the case at hand cannot be kept")
        }
    }
}

/// What a process may take before the system ends it.
enum ProcessBounds {
    /// Above what the test program itself has mapped: far more than any limit of a reader allows.
    private static let mebibytes: UInt = 1_024
    /// Of processor time, so that neighbours do not count; a debug build needs milliseconds for nearly every case.
    private static let seconds = 30
    /// Of time, for what waits and does not work.
    private static let waitingSeconds: UInt32 = 180

    static func limitMemory() throws {
        let words = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        let mapped = UInt(words.first ?? "").map { $0 * UInt(sysconf(Int32(_SC_PAGESIZE))) } ?? 0
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
        limit.rlim_cur = mapped + mebibytes << 20
        guard setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else {
            throw FuzzFault("memory cannot be limited")
        }
    }

    /// The clock of one case starts.
    static func limitTime() {
        var timer = itimerval(it_interval: timeval(), it_value: timeval(tv_sec: seconds, tv_usec: 0))
        setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
        alarm(waitingSeconds)
    }

    static var peakMebibytes: Int { usage.ru_maxrss / 1_024 }

    /// Processor time so far.
    static var milliseconds: Int {
        let usage = usage
        return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1_000
            + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1_000
    }

    private static var usage: rusage {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage
    }
}

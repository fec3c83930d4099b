import Foundation
import Fuzzing
import PhoenixModel
import Testing

/// What Phoenix reads of others, given bytes that nobody meant: it refuses them with a sentence or reads them right, in
/// bounded time and memory, and changes nothing.
///
/// `make fuzz` lets each run for long. A case that was wrong is kept in `.build/fuzz`; mended, it moves into `Corpus`.
@Suite("Any bytes", .serialized)
struct FuzzTests {
    @Test("as a JSON document are read or refused")
    func json() async throws {
        try await fuzz("json", rounds: 6_000) { trial in
            await #expect(processExitsWith: .success) { [trial = trial as FuzzTrial] in
                try await FuzzRun(trial).run(JSONFuzz(trial))
            }
        }
    }

    @Test("as files of a repository end in a state or in diagnostics")
    func manifest() async throws {
        try await fuzz("manifest", rounds: 30) { trial in
            await #expect(processExitsWith: .success) { [trial = trial as FuzzTrial] in
                try await FuzzRun(trial).run(ManifestFuzz(trial))
            }
        }
    }

    @Test("as a simulated host's file and log are read or refused")
    func scenario() async throws {
        try await fuzz("scenario", rounds: 400) { trial in
            await #expect(processExitsWith: .success) { [trial = trial as FuzzTrial] in
                try await FuzzRun(trial).run(await ScenarioFuzz(trial))
            }
        }
    }

    @Test("as small files, marks and receipts are read or left aside")
    func small() async throws {
        try await fuzz("small", rounds: 6_000) { trial in
            await #expect(processExitsWith: .success) { [trial = trial as FuzzTrial] in
                try await FuzzRun(trial).run(SmallFilesFuzz(trial))
            }
        }
    }

    @Test("as the journal's files are refused, or read as they were after some batch")
    func journal() async throws {
        try await fuzz("journal", rounds: 100) { trial in
            await #expect(processExitsWith: .success) { [trial = trial as FuzzTrial] in
                try await FuzzRun(trial).run(await JournalFuzz(trial))
            }
        }
    }

    @Test("as folders and commits of Git are read or refused")
    func tree() async throws {
        try await fuzz("tree", rounds: 400) { trial in
            await #expect(processExitsWith: .success) { [trial = trial as FuzzTrial] in
                try await FuzzRun(trial).run(TreeFuzz(trial))
            }
        }
    }

    @Test("as files of a mirror are refused, or mended from the remote")
    func mirror() async throws {
        try await fuzz("mirror", rounds: 400) { trial in
            await #expect(processExitsWith: .success) { [trial = trial as FuzzTrial] in
                try await FuzzRun(trial).run(await MirrorFuzz(trial))
            }
        }
    }
}

/// Tries a subject's cases in other processes until rounds or time are used up, and records what went wrong.
private func fuzz(_ subject: String, rounds: Int, _ attempt: (FuzzTrial) async -> Void) async throws {
    let environment = ProcessInfo.processInfo.environment
    let seconds = environment["PHOENIX_FUZZ_SECONDS"].flatMap(Double.init)
    let seed =
        environment["PHOENIX_FUZZ_SEED"].flatMap { UInt64($0) } ?? (seconds == nil ? 1 : .random(in: 1...9_999_999))
    // In memory where that is possible: what is written is read at once, and needs no disk.
    let isInMemory = FileManager.default.isWritableFile(atPath: "/dev/shm")
    let folder = URL(filePath: isInMemory ? "/dev/shm" : NSTemporaryDirectory()).appending(
        path: "fuzz-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let package = URL(filePath: #filePath).deletingLastPathComponent()
    var trial = FuzzTrial(
        subject, seed: seed, rounds: seconds == nil ? rounds : nil, seconds: seconds ?? 0,
        folder: folder, corpus: package.appending(path: "Corpus/\(subject)"))
    let kept = package.appending(path: "../../.build/fuzz/\(subject)").standardized
    let began = ContinuousClock.now
    var (sum, deaths) = (FuzzReport(), 0)
    while deaths < 10 {
        await attempt(trial)
        if let report = FuzzReport(of: trial) {
            sum.add(report)
            trial.firstRound = report.nextRound
            trial.seconds = (seconds ?? 0) - began.secondsSince
            if report.faults.isEmpty, trial.rounds.map({ report.nextRound < $0 }) ?? (trial.seconds > 0) { continue }
            break
        }
        // The process ended on the way: its last case did that.
        deaths += 1
        guard let (round, fuzzCase) = FuzzReport.lastCase(of: trial) else { break }
        let place = kept.appending(path: "seed\(seed)-\(round)")
        try fuzzCase.write(to: place)
        Issue.record("\(subject), seed \(seed), round \(round): the process ended; the case is in \(place.path)")
        sum.cases += round + 1 - trial.firstRound
        trial.firstRound = max(round + 1, trial.firstRound)
        trial.seconds = (seconds ?? 0) - began.secondsSince
    }
    for fault in sum.faults { Issue.record("\(subject), seed \(seed): \(fault)") }
    let wrong = folder.appending(path: "wrong")
    for name in (try? FileManager.default.contentsOfDirectory(atPath: wrong.path)) ?? [] {
        try FuzzCase(reading: wrong.appending(path: name)).write(to: kept.appending(path: "seed\(seed)-\(name)"))
    }
    print(
        "fuzzing \(subject) with seed \(seed): \(sum.cases) cases, \(sum.accepted) read and \(sum.refused) refused, in "
            + "\(Int(began.secondsSince)) s; at most \(sum.peakMebibytes) MiB, "
            + "\(sum.slowestMilliseconds) ms of processor time for one")
    if deaths == 0, sum.faults.isEmpty { #expect(sum.accepted > 0 && sum.refused > 0, "\(subject) tries nothing") }
}

extension FuzzReport {
    fileprivate mutating func add(_ other: FuzzReport) {
        cases += other.cases
        accepted += other.accepted
        refused += other.refused
        peakMebibytes = max(peakMebibytes, other.peakMebibytes)
        slowestMilliseconds = max(slowestMilliseconds, other.slowestMilliseconds)
        faults += other.faults
    }
}

extension ContinuousClock.Instant {
    fileprivate var secondsSince: Double { Double((ContinuousClock.now - self).components.seconds) }
}

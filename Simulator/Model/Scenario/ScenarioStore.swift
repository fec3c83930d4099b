import Foundation
import PhoenixModel

/// A simulated host's file, and beside it (`FILE.log`) what was asked of it since the file was written.
///
/// A call stands in the log before it is answered, so a process that is killed loses nothing that it answered; only who
/// has but looked so far leaves no trace. The log names the file that it continues by the number of its writing; one
/// that continues an older file, because the process was killed between writing file and log, is left aside.
package final class ScenarioStore {
    /// What a process wants of the file.
    package enum Access: Sendable {
        /// To change the host: one process at a time.
        case readWrite
        /// To look only: nothing is written, whatever is called.
        case readOnly
    }

    private let path: String
    /// Nil if nothing is to be written.
    private let log: AppendLog?
    private var loggedBytes: Int
    private var generation: Int
    private lazy var encoder = JSONEncoder()
    /// Nil from the first call on that is more than a look.
    private var looks: PendingLooks? = PendingLooks()

    /// A log is folded into the file before replaying it is felt (about a second).
    static let logLimitBytes = 16 * 1024 * 1024

    private init(path: String, log: AppendLog?, loggedBytes: Int, generation: Int) {
        self.path = path
        self.log = log
        self.loggedBytes = loggedBytes
        self.generation = generation
    }

    /// Reads the file, or starts from `homelab` if there is none, and brings the host to where the log ends.
    static func open(_ path: String, access: Access) throws(Failure) -> (ScenarioStore, Cluster) {
        let log = access == .readWrite ? try AppendLog(path + ".log") : nil
        let (saved, replay) = try readOrLeave(path, log)
        let scenario = saved ?? SavedScenario(generation: 0, cluster: Scenario.homelab)
        let store = ScenarioStore(
            path: path, log: log, loggedBytes: replay.usedBytes, generation: scenario.generation)
        if let log {
            if saved == nil { try scenario.write(to: path) }
            try log.truncate(toBytes: replay.usedBytes)
        }
        var cluster = scenario.cluster
        for line in replay.lines { line.perform(on: &cluster) }
        return (store, cluster)
    }

    /// A file that is refused stays as it was, without a log beside it that was not there.
    private static func readOrLeave(_ path: String, _ log: AppendLog?) throws(Failure) -> (SavedScenario?, LogReplay) {
        do throws(Failure) {
            return try read(path)
        } catch {
            try log?.removeIfNew()
            throw error
        }
    }

    /// Reads file and log as they belong together: who only looks may meet a writer between the two.
    private static func read(_ path: String) throws(Failure) -> (SavedScenario?, LogReplay) {
        for _ in 1..<readLimit {
            let saved = try SavedScenario.read(path)
            let replay = try LogReplay(path + ".log", continuing: saved?.generation ?? 0)
            if !replay.isAhead { return (saved, replay) }
        }
        let saved = try SavedScenario.read(path)
        return (saved, try LogReplay(path + ".log", continuing: saved?.generation ?? 0))
    }

    /// A writer folds its log seldom; it does not do so twice while a reader tries three times.
    private static let readLimit = 3

    /// Keeps a call that is about to be performed on `cluster`.
    func append(_ call: HostCall, to cluster: Cluster) throws(Failure) {
        guard log != nil else { return }
        if looks?.take(call, at: cluster.now, of: cluster) == true { return }
        if loggedBytes > Self.logLimitBytes {
            try rewrite(cluster)
            looks = nil
        }
        for line in looks?.lines ?? [] { try write(line) }
        looks = nil
        try write(LogLine(at: cluster.now, call: call))
    }

    /// Keeps a call whose caller cannot be told that it failed: the next call that can fail will say so.
    func appendIfPossible(_ call: HostCall, to cluster: Cluster) {
        do throws(Failure) {
            try append(call, to: cluster)
        } catch {
            pendingFailure = error
        }
    }

    /// What the last `appendIfPossible` met.
    private var pendingFailure: Failure?

    /// Writes the file as it is to be found next time, and takes the log away.
    func close(_ cluster: Cluster) throws(Failure) {
        guard let log else { return }
        if let pendingFailure { throw pendingFailure }
        if loggedBytes > 0 {
            generation += 1
            try SavedScenario(generation: generation, cluster: cluster).write(to: path)
        }
        try log.remove()
    }

    private func rewrite(_ cluster: Cluster) throws(Failure) {
        generation += 1
        try SavedScenario(generation: generation, cluster: cluster).write(to: path)
        try log?.truncate(toBytes: 0)
        loggedBytes = 0
    }

    private func write(_ line: LogLine) throws(Failure) {
        if let pendingFailure { throw pendingFailure }
        guard let log else { return }
        if loggedBytes == 0 { try write(LogHeader(continues: generation), to: log) }
        try write(line, to: log)
    }

    private func write(_ line: some Encodable, to log: AppendLog) throws(Failure) {
        var bytes: Data
        do {
            bytes = try encoder.encode(line)
        } catch {
            throw Failure(
                .internalDefect, "a call to the simulated host cannot be written", remedy: "report this defect",
                causes: ["\(error)"])
        }
        bytes.append(UInt8(ascii: "\n"))
        try log.append(bytes)
        loggedBytes += bytes.count
    }
}

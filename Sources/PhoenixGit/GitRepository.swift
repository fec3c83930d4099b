package import PhoenixModel
import PhoenixPorts

/// A Git repository, seen through a bare mirror in the state directory.
///
/// Every call is bounded by the deadlines of the settings and ends early if its task is cancelled; then it throws
/// `gitUnreachable`. Calls queue: libgit2 blocks, so all of them run on one thread of the repository's own. Only the
/// disk is trusted to answer: a repository on a network file system that hangs is not bounded.
package actor GitRepository: CommitSource {
    private let settings: GitSettings
    private let reach: Retrieval.Reach
    private let executor = DedicatedThreadExecutor()
    private let rest = Gate()

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Does nothing yet with disk or network. Throws `settingsInvalid` for settings that contradict themselves.
    package init(_ settings: GitSettings) throws(Failure) {
        try settings.check()
        self.init(settings, reach: .remote)
    }

    private init(_ settings: GitSettings, reach: Retrieval.Reach) {
        self.settings = settings
        self.reach = reach
    }

    /// The same repository as far as the mirror holds it, with a thread of its own: it reads while this one waits.
    ///
    /// It never asks the remote and changes nothing; what would need either throws.
    package nonisolated var mirrorOnly: GitRepository { GitRepository(settings, reach: .mirror) }

    /// Begins what the first call of any repository has to wait for, and does not wait itself.
    package static func prepare() { Library.prepare() }

    /// Returns when the first call, which must have been begun, waits for its remote or has ended.
    ///
    /// A remote on the same small machine, and this repository's own thread, get a processor at once if whoever has
    /// other work to do meanwhile begins it then: later by less than it takes to open a file, earlier by milliseconds.
    package nonisolated func firstRest() async { await rest.passed() }

    package func latest() async throws(Failure) -> CommitID {
        try await bounded { retrieval throws(Failure) in try retrieval.latest() }
    }

    package func tree(at commit: CommitID) async throws(Failure) -> CommitTree {
        try await bounded { retrieval throws(Failure) in
            try retrieval.reading(commit) { mirror throws(MirrorError) in
                var reader = TreeReader(commit, of: retrieval.settings, retrieval.call)
                try reader.read(from: mirror)
                return CommitTree(commit: commit, files: reader.files, skipped: reader.skipped)
            }
        }
    }

    package func relation(of commit: CommitID, to other: CommitID) async throws(Failure) -> CommitRelation {
        try await bounded { retrieval throws(Failure) in
            try retrieval.reading(commit) { mirror throws(MirrorError) in
                try mirror.relation(of: commit, to: other)
            }
        }
    }

    package func summary(of commit: CommitID) async throws(Failure) -> CommitSummary {
        try await bounded { retrieval throws(Failure) in
            try retrieval.reading(commit) { mirror throws(MirrorError) in try mirror.summary(of: commit) }
        }
    }

    /// Runs `work` on this actor's thread, within the deadlines, and breaks it off when the task is cancelled.
    private func bounded<Value: Sendable>(
        _ work: (Retrieval) throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        defer { rest.open() }
        try Library.start()
        let call = try GitCall(settings, rest: rest)
        let result = await withTaskCancellationHandler {
            run(work, call)
        } onCancel: {
            call.cancel()
        }
        return try result.get()
    }

    /// A method of its own, because only by calling one without `await` is the closure above bound to this actor's
    /// thread; it would run, and block, on the cooperative pool otherwise.
    private func run<Value>(
        _ work: (Retrieval) throws(Failure) -> Value, _ call: GitCall
    ) -> Result<Value, Failure> {
        call.perform {
            do throws(Failure) {
                return .success(try work(Retrieval(settings: settings, call: call, reach: reach)))
            } catch {
                return .failure(error)
            }
        }
    }
}

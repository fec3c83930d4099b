import Synchronization

/// Runs an actor's jobs one after another on a thread that nothing else uses meanwhile.
///
/// libgit2's calls block, which the cooperative pool must not, and keep their last error per thread.
final class DedicatedThreadExecutor: SerialExecutor {
    private let thread = DedicatedThreadExecutor.takeThread()

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // The executor is kept alive until the job, which may release its actor, has run.
        thread.append { [self] in job.runSynchronously(on: asUnownedSerialExecutor()) }
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

    deinit {
        let thread = thread
        Self.idleThreads.withLock { $0.append(thread) }
    }

    /// Threads whose executors are gone. They never end, but serve the next executor: libgit2 and libraries that it can
    /// bring along clean up when a thread ends and when the process ends, and OpenSSL corrupted the heap when both
    /// happened at once. There are never more of them than there were executors at one time.
    private static let idleThreads = Mutex<[JobThread]>([])

    private static func takeThread() -> JobThread { idleThreads.withLock { $0.popLast() } ?? JobThread() }
}

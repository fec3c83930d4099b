import Glibc

/// Runs an actor's jobs one after another on a thread of its own.
///
/// libgit2's calls block, which the cooperative pool must not, and keep their last error per thread. The thread starts
/// with the first job and ends with the executor.
final class DedicatedThreadExecutor: SerialExecutor {
    private let queue = JobQueue()

    func enqueue(_ job: consuming ExecutorJob) {
        queue.append(Work(job: UnownedJob(job), executor: self))
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

    deinit { queue.finish() }

    /// A job with the executor that it keeps alive until it has run.
    fileprivate struct Work {
        var job: UnownedJob
        var executor: DedicatedThreadExecutor
    }
}

/// What executor and thread share: the thread must not keep the executor alive, or neither would ever end.
///
/// `@unchecked Sendable` is safe because every access to the stored state happens with `mutex` held.
private final class JobQueue: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var waiting: [DedicatedThreadExecutor.Work] = []
    private var isStarted = false
    private var isFinished = false

    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    func append(_ work: DedicatedThreadExecutor.Work) {
        pthread_mutex_lock(mutex)
        waiting.append(work)
        if !isStarted {
            isStarted = true
            startThread()
        }
        pthread_cond_signal(changed)
        pthread_mutex_unlock(mutex)
    }

    func finish() {
        pthread_mutex_lock(mutex)
        isFinished = true
        pthread_cond_signal(changed)
        pthread_mutex_unlock(mutex)
    }

    private func startThread() {
        var thread = pthread_t()
        let status = pthread_create(&thread, nil, runJobs, Unmanaged.passRetained(self).toOpaque())
        // A process that gets no thread any more cannot go on: an actor has no way to refuse a job.
        precondition(status == 0, "no thread for libgit2 (errno \(status))")
        pthread_detach(thread)
    }

    fileprivate func run() {
        while let batch = nextBatch() {
            for work in batch { work.job.runSynchronously(on: work.executor.asUnownedSerialExecutor()) }
        }
    }

    private func nextBatch() -> [DedicatedThreadExecutor.Work]? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while waiting.isEmpty {
            if isFinished { return nil }
            pthread_cond_wait(changed, mutex)
        }
        defer { waiting = [] }
        return waiting
    }
}

private func runJobs(_ queue: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let queue { Unmanaged<JobQueue>.fromOpaque(queue).takeRetainedValue().run() }
    return nil
}

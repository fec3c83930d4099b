import Glibc

/// A thread that runs what it is given, in order, for as long as the process lives. It starts with the first job.
///
/// `@unchecked Sendable` is safe because every access to the stored state happens with `mutex` held.
final class JobThread: @unchecked Sendable {
    typealias Job = @Sendable () -> Void

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let appended = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var waiting: [Job] = []
    private var isStarted = false

    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(appended, nil)
    }

    /// Only a thread that was never started is ever freed: a started one holds itself.
    deinit {
        pthread_cond_destroy(appended)
        pthread_mutex_destroy(mutex)
        appended.deallocate()
        mutex.deallocate()
    }

    func append(_ job: @escaping Job) {
        pthread_mutex_lock(mutex)
        waiting.append(job)
        if !isStarted {
            isStarted = true
            start()
        }
        pthread_cond_signal(appended)
        pthread_mutex_unlock(mutex)
    }

    private func start() {
        var thread = pthread_t()
        let status = pthread_create(&thread, nil, runJobs, Unmanaged.passRetained(self).toOpaque())
        // A process that gets no thread any more cannot go on: an actor has no way to refuse a job.
        precondition(status == 0, "no thread for libgit2 (errno \(status))")
        pthread_detach(thread)
    }

    fileprivate func run() -> Never {
        while true {
            for job in nextBatch() { job() }
        }
    }

    private func nextBatch() -> [Job] {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while waiting.isEmpty { pthread_cond_wait(appended, mutex) }
        defer { waiting = [] }
        return waiting
    }
}

private func runJobs(_ thread: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let thread { Unmanaged<JobThread>.fromOpaque(thread).takeRetainedValue().run() }
    return nil
}

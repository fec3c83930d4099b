import NIOCore

/// Runs tasks on the thread of the connections.
///
/// An answer is read and the next question asked where the answer arrived: with answers that are handed to another thread and
/// back, a sync that looks at a hundred guests took a seventh longer.
final class EventLoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

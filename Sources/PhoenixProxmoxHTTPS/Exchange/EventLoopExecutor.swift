import NIOCore

/// Runs tasks on the thread of the connections.
///
/// An answer is read and the next question asked where the answer arrived: handed to another thread and back, a hundred short
/// calls cost half as much again.
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

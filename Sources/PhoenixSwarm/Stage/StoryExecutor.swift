import Dispatch

/// Runs everything of a story on one thread at a time, in the order in which it became due: what a driver asks side by side
/// is asked in the same order each time.
final class StoryExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "phoenix.story")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

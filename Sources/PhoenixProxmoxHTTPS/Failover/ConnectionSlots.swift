import NIOCore
import Synchronization

/// As many calls as there may be connections; the others wait in the order in which they came.
///
/// The HTTP library's own queue gives up after the time that a connection may take to be made.
final class ConnectionSlots: Sendable {
    private struct Content {
        var free: Int
        var next = 0
        /// Ascending, so the first has waited longest.
        var waiting: [(number: Int, promise: EventLoopPromise<Bool>)] = []
    }

    private let content: Mutex<Content>

    init(count: Int) { content = Mutex(Content(free: count)) }

    /// Waits for a slot, which has to be given back with `release`; false when the time is over or the task is cancelled.
    func take(within seconds: Double) async -> Bool {
        if Task.isCancelled { return false }
        guard let (number, future) = enqueue() else { return true }
        let end = future.eventLoop.scheduleTask(in: HTTPTransport.time(seconds)) { self.giveUp(number) }
        defer { end.cancel() }
        return await withTaskCancellationHandler {
            // The promise is only ever kept.
            (try? await future.get()) ?? false
        } onCancel: {
            giveUp(number)
        }
    }

    /// Gives a slot to the one that has waited longest.
    func release() {
        let next = content.withLock { content in
            guard !content.waiting.isEmpty else {
                content.free += 1
                return nil as EventLoopPromise<Bool>?
            }
            return content.waiting.removeFirst().promise
        }
        next?.succeed(true)
    }

    /// Takes a place in the queue; nil if a slot was free and is taken now.
    private func enqueue() -> (number: Int, EventLoopFuture<Bool>)? {
        content.withLock { content in
            guard content.free == 0 else {
                content.free -= 1
                return nil
            }
            content.next += 1
            let promise = EventLoops.shared.any().makePromise(of: Bool.self)
            content.waiting.append((content.next, promise))
            return (content.next, promise.futureResult)
        }
    }

    private func giveUp(_ number: Int) {
        let promise = content.withLock { content in
            content.waiting.firstIndex { $0.number == number }.map { content.waiting.remove(at: $0).promise }
        }
        promise?.succeed(false)
    }
}

import Dispatch
import Foundation
import PhoenixManifest

/// Where work is done that keeps a processor busy, or waits for a disk: never on the cooperative pool.
enum Threads {
    /// One worker for each processor. The caller's own thread works too, and waits until all is done.
    static let workers = Workers(count: ProcessInfo.processInfo.activeProcessorCount) { count, body in
        DispatchQueue.concurrentPerform(iterations: count, execute: body)
    }

    /// Does something on another thread.
    static func run<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result(catching: work)) }
        }
    }
}

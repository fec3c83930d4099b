import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// Collects an answer's body up to a limit.
final class AnswerCollector: HTTPClientResponseDelegate {
    /// What has come of an answer.
    struct Collected: Sendable {
        var status = 0
        /// Whether the head says where the body ends; otherwise only the connection's end does.
        var hasLength = false
        var body = ByteBuffer()
    }

    /// The body is larger than it may be.
    struct TooLarge: Error {}
    /// A success that does not say where it ends, so that nobody could tell half of it from the whole.
    struct Endless: Error {}

    private let limitBytes: Int
    private let content = Mutex(Collected())

    init(limitBytes: Int) { self.limitBytes = limitBytes }

    var collected: Collected { content.withLock { $0 } }

    func didReceiveHead(task: HTTPClient.Task<Collected>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        let announced = head.headers.first(name: "content-length").flatMap { Int($0) }
        let hasLength = announced != nil || head.headers.contains(name: "transfer-encoding")
        content.withLock {
            $0.status = Int(head.status.code)
            $0.hasLength = hasLength
        }
        if let announced, announced > limitBytes { return task.eventLoop.makeFailedFuture(TooLarge()) }
        // Proxmox leaves the length out where there is no body, and every success of its API has one (behaviour 1.10).
        let isSuccess = (200...299).contains(head.status.code) && head.status != .noContent
        return isSuccess && !hasLength
            ? task.eventLoop.makeFailedFuture(Endless()) : task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<Collected>, _ part: ByteBuffer) -> EventLoopFuture<Void> {
        let isTooLarge = content.withLock { content in
            guard content.body.readableBytes + part.readableBytes <= limitBytes else { return true }
            content.body.writeImmutableBuffer(part)
            return false
        }
        return isTooLarge ? task.eventLoop.makeFailedFuture(TooLarge()) : task.eventLoop.makeSucceededVoidFuture()
    }

    func didFinishRequest(task: HTTPClient.Task<Collected>) -> Collected { collected }
}

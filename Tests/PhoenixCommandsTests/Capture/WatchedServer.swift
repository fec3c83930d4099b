import Foundation
import PhoenixProxmox
import Synchronization

/// A server between: it counts what is asked, and may answer in the other's place.
final class WatchedServer: ProxmoxServer {
    private let inner: any ProxmoxServer
    private let answer: @Sendable (ProxmoxRequest) -> ProxmoxAnswer?
    private let asked = Mutex<[String]>([])

    init(_ inner: any ProxmoxServer, answer: @escaping @Sendable (ProxmoxRequest) -> ProxmoxAnswer? = { _ in nil }) {
        self.inner = inner
        self.answer = answer
    }

    /// The paths, in the order in which they were asked for.
    var paths: [String] { asked.withLock(\.self) }

    func send(_ request: ProxmoxRequest) async throws(ProxmoxError) -> ProxmoxAnswer {
        asked.withLock { $0.append(request.path.text) }
        if let answer = answer(request) { return answer }
        return try await inner.send(request)
    }
}

extension ProxmoxAnswer {
    /// A refusal as Proxmox writes it.
    static func refusal(_ status: Int, _ reason: String) -> ProxmoxAnswer {
        ProxmoxAnswer(status: status, reason: reason, body: Data())
    }
}

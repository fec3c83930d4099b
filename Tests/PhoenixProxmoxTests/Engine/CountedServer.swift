import PhoenixProxmox
import Synchronization

/// Passes every call on and counts it.
final class CountedServer: ProxmoxServer {
    private let server: any ProxmoxServer
    private let calls = Mutex<[String: Int]>([:])

    init(_ server: any ProxmoxServer) {
        self.server = server
    }

    /// How many calls of each kind there were: `GET /nodes/#/lxc/#/pending`.
    var counts: [String: Int] { calls.withLock { $0 } }

    /// Every call but looks at tasks, whose number is a matter of time.
    var total: Int { counts.filter { !$0.key.contains("/tasks/") }.values.reduce(0, +) }

    /// How many looks at tasks there were.
    var taskLooks: Int { counts.filter { $0.key.contains("/tasks/") }.values.reduce(0, +) }

    /// The kinds of calls with their counts, for expectations.
    var report: String { counts.sorted { $0.key < $1.key }.map { "\($0.key) × \($0.value)" }.joined(separator: ", ") }

    func reset() { calls.withLock { $0 = [:] } }

    func send(_ request: ProxmoxRequest) async throws(ProxmoxError) -> ProxmoxAnswer {
        let kind = Self.kind(of: request)
        calls.withLock { $0[kind, default: 0] += 1 }
        return try await server.send(request)
    }

    /// `GET /nodes/#/lxc/#/pending`
    static func kind(of request: ProxmoxRequest) -> String {
        "\(request.method.rawValue) \(shape(of: request.path.text))"
    }

    /// The path with `#` for what names one node, guest, storage or task.
    private static func shape(of path: String) -> String {
        let named: Set<Substring> = ["nodes", "lxc", "qemu", "storage", "tasks", "rules"]
        let parts = path.split(separator: "/")
        var shape = ""
        for (place, part) in parts.enumerated() {
            shape += place > 0 && named.contains(parts[place - 1]) ? "/#" : "/\(part)"
        }
        return shape
    }
}

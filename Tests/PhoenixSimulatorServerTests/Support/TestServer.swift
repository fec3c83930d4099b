import PhoenixSimulatorAPI
import PhoenixSimulatorServer
import Synchronization

/// Answers with a closure.
struct ClosureHandler: APIHandler {
    let respond: @Sendable (APIRequest) async -> APIAnswer

    func answer(_ request: APIRequest) async -> APIAnswer {
        await respond(request)
    }
}

extension APIHandler where Self == ClosureHandler {
    /// Says method, path, query and body; a body that was left unread is refused.
    static var echo: ClosureHandler {
        ClosureHandler { request in
            if let refusal = request.content.refusal { return refusal }
            let body = String(decoding: request.body, as: UTF8.self)
            return .data("\(request.method) \(request.path) \(request.query ?? "-") \(body)")
        }
    }
}

extension APIAnswer {
    /// A usual answer with this text as its body.
    static func data(_ text: String) -> APIAnswer {
        APIAnswer(
            status: 200, reason: "OK", headerFields: ["Content-Type": "application/json;charset=UTF-8"],
            body: Array(text.utf8))
    }
}

extension ServerConfiguration {
    /// A free port, and patience for a busy machine.
    static var forTests: ServerConfiguration {
        var configuration = ServerConfiguration(certificate: .selfSigned(nodeNames: ["pve1"]))
        configuration.limits.inactivitySeconds = 30
        return configuration
    }
}

/// Starts a server on a free port of the loopback, runs the test, and stops it.
func withServer(
    _ handler: ClosureHandler = .echo, configure: (inout ServerConfiguration) -> Void = { _ in },
    test: (Server) async throws -> Void
) async throws {
    var configuration = ServerConfiguration.forTests
    configure(&configuration)
    let server = try await Server.start(handler: handler, configuration: configuration)
    do {
        try await test(server)
    } catch {
        await server.stop()
        throw error
    }
    await server.stop()
}

/// A value that several tasks write to.
final class Noted<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])

    var all: [Value] { values.withLock { $0 } }

    func note(_ value: Value) {
        values.withLock { $0.append(value) }
    }
}

import NIOSSL
import PhoenixSimulatorAPI

/// What all connections of a server share.
final class ConnectionService: Sendable {
    let configuration: ServerConfiguration
    let date: DateSource
    let encryption: NIOSSLContext
    let connections = ConnectionRegistry()
    private let handler: any APIHandler

    init(handler: any APIHandler, configuration: ServerConfiguration, encryption: NIOSSLContext) {
        self.handler = handler
        self.configuration = configuration
        self.encryption = encryption
        date = DateSource(secondsSince1970: configuration.clock.secondsSince1970)
    }

    /// The handler's answer once its delay is over. A cancelled call ends as soon as the handler and the clock let it.
    func answer(_ request: APIRequest) async -> APIAnswer {
        connections.callBegan()
        defer { connections.callEnded() }
        return await held(await handler.answer(request), to: request)
    }

    /// An answer that was had at once, once its delay is over.
    func held(_ answer: APIAnswer, to request: APIRequest) async -> APIAnswer {
        if answer.delaySeconds > 0 { await configuration.clock.wait(answer.delaySeconds) }
        record(request, answer)
        return answer
    }

    /// The handler's answer if it needs no waiting for anything inside it; its delay is still to come.
    func immediateAnswer(_ request: APIRequest) -> APIAnswer? { handler.immediateAnswer(request) }

    func record(_ request: APIRequest, _ answer: APIAnswer) {
        configuration.record?(ExchangeRecord(request: request, answer: answer))
    }
}

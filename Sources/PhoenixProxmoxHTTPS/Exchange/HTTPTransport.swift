import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOSSL
import PhoenixProxmox
import Synchronization

/// Carries single requests to single nodes, over connections that are kept for the next one.
///
/// Nothing of it costs anything before the first request.
final class HTTPTransport: Sendable {
    private let encryption: Encryption
    private let limits: ConnectionLimits
    private let ledger = CallLedger()
    private let state = Mutex(State.unopened)

    private enum State {
        case unopened
        case open(HTTPClient)
        case closed
    }

    init(encryption: Encryption, limits: ConnectionLimits) {
        self.encryption = encryption
        self.limits = limits
    }

    deinit {
        // The library insists on an end; whoever forgot `close()` does not wait for it.
        if let client = takeClient() { client.shutdown { _ in } }
    }

    /// A connection that is just being made ends by its own deadline and not sooner; nobody waits for that.
    private static let closeSeconds = 0.25

    /// Ends all connections and every request that is under way.
    func close() async {
        guard let client = takeClient() else { return }
        let loop = EventLoops.shared.any()
        let ended = loop.makePromise(of: Void.self)
        let patience = loop.scheduleTask(in: Self.time(Self.closeSeconds)) { ended.succeed() }
        // It fails only for one that was shut down before, and keeps itself alive until it is done.
        client.shutdown { _ in ended.succeed() }
        // The promise is only ever kept.
        try? await ended.futureResult.get()
        patience.cancel()
    }

    /// One request to one node, in one attempt; ended by the message's deadline and the task's cancellation.
    func exchange(_ message: Message, with address: ServerAddress) async throws(FailedExchange) -> ProxmoxAnswer {
        if Task.isCancelled { throw FailedExchange(reach: .unsent, end: .cancelled, cause: Cause.cancelled) }
        guard let client = openClient() else {
            throw FailedExchange(reach: .unsent, end: .cancelled, cause: Cause.closing)
        }
        let call = ledger.open()
        let collector = AnswerCollector(limitBytes: limits.answerBytes)
        do {
            let request = try Self.request(message, to: address, call: call)
            let task = client.execute(
                request: request, delegate: collector, deadline: .now() + Self.time(message.deadlineSeconds))
            let collected = try await withTaskCancellationHandler {
                try await task.get()
            } onCancel: {
                task.cancel()
            }
            return Self.answer(collected, ledger.close(call))
        } catch {
            let entry = ledger.close(call)
            if Self.isWholeAnswer(collector.collected, endedBy: error) {
                return Self.answer(collector.collected, entry)
            }
            throw failure(error, entry, message, address)
        }
    }

    private func failure(
        _ error: any Error, _ entry: CallLedger.Entry, _ message: Message, _ address: ServerAddress
    ) -> FailedExchange {
        let reader = Cause.Reader(
            wasSent: entry.connection != nil, isAnswered: entry.isAnswered, host: address.host,
            authorities: encryption.authorities, limits: limits, deadlineSeconds: message.deadlineSeconds)
        let cause = reader.cause(of: error)
        return FailedExchange(
            reach: entry.connection.map { .sent($0, isAnswered: entry.isAnswered) } ?? .unsent, end: cause.end,
            cause: cause.text)
    }

    /// pveproxy ends the connection after a refusal without TLS's farewell, and a refusal without a body has no length
    /// (behaviour 1.10, 2.3): its head is all of it.
    private static func isWholeAnswer(_ collected: AnswerCollector.Collected, endedBy error: any Error) -> Bool {
        guard case .uncleanShutdown = error as? NIOSSLError else { return false }
        return collected.status >= 400 && !collected.hasLength && collected.body.readableBytes == 0
    }

    private static func answer(_ collected: AnswerCollector.Collected, _ entry: CallLedger.Entry) -> ProxmoxAnswer {
        ProxmoxAnswer(
            status: collected.status, reason: entry.reason, body: Data(collected.body.readableBytesView))
    }

    private static func request(
        _ message: Message, to address: ServerAddress, call: Int
    ) throws -> HTTPClient.Request {
        var fields = message.fields
        fields.add(name: ConnectionObserver.callField, value: String(call))
        return try HTTPClient.Request(
            url: address.origin + message.target, method: message.method, headers: fields,
            body: message.body.flatMap { $0.readableBytes > 0 ? .byteBuffer($0) : nil })
    }

    static func time(_ seconds: Double) -> TimeAmount { .nanoseconds(Int64(seconds * 1_000_000_000)) }
}

extension HTTPTransport {
    private func takeClient() -> HTTPClient? {
        state.withLock { state in
            defer { state = .closed }
            return if case .open(let client) = state { client } else { nil }
        }
    }

    private func openClient() -> HTTPClient? {
        state.withLock { state in
            switch state {
            case .open(let client): return client
            case .closed: return nil
            case .unopened:
                let client = HTTPClient(
                    eventLoopGroupProvider: .shared(EventLoops.shared), configuration: configuration)
                state = .open(client)
                return client
            }
        }
    }

    private var configuration: HTTPClient.Configuration {
        var pool = HTTPClient.Configuration.ConnectionPool(
            idleTimeout: Self.time(limits.idleSeconds),
            concurrentHTTP1ConnectionsPerHostSoftLimit: limits.connections)
        // A failure is told at once: what to do about it is decided here, and a wrong certificate stays wrong.
        pool.retryConnectionEstablishment = false
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: encryption.configuration, redirectConfiguration: .disallow,
            timeout: .init(connect: Self.time(limits.connectSeconds)), connectionPool: pool,
            decompression: .enabled(limit: .size(limits.answerBytes)))
        configuration.httpVersion = .http1Only
        // Nobody listens, and each request would be described for it.
        configuration.tracing.tracer = nil
        let (ledger, pin) = (ledger, encryption.pin)
        configuration.http1_1ConnectionDebugInitializer = { channel in
            do {
                try Self.setUp(channel, ledger: ledger, pin: pin)
                return channel.eventLoop.makeSucceededVoidFuture()
            } catch {
                // Only after the library has heard of the failure: it does not close what it did not get.
                channel.eventLoop.execute { channel.close(promise: nil) }
                return channel.eventLoop.makeFailedFuture(error)
            }
        }
        return configuration
    }

    /// Called on the connection's event loop after the handshake, before its first request.
    private static func setUp(_ channel: any Channel, ledger: CallLedger, pin: CertificateFingerprint?) throws {
        let pipeline = channel.pipeline.syncOperations
        if let pin {
            let seen = try pipeline.nioSSL_peerCertificate().map { try CertificateFingerprint(of: $0.toDERBytes()) }
            guard seen == pin else { throw WrongCertificate(expected: pin, seen: seen) }
        }
        let encoder = try pipeline.context(handlerType: HTTPRequestEncoder.self)
        try pipeline.addHandler(ConnectionObserver(ledger: ledger), position: .after(encoder.handler))
    }
}

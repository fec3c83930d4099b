import Foundation
import Glibc
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

@testable import PhoenixSimulatorServer

/// A server on the loopback that does to each connection and to each request exactly what it is told, and counts them.
final class FaultyServer: Sendable {
    /// What happens to a connection before any request.
    enum Opening: Hashable, Sendable {
        case tls
        /// Reset at once.
        case reset
        /// Closed at once.
        case close
        /// Nothing is ever said.
        case silence
        /// Plain text instead of TLS.
        case garbage
        /// Closed after the client's first message.
        case closeInHandshake
    }

    /// What is done with one request, in order.
    enum Step: Hashable, Sendable {
        case send(String)
        /// Bytes without end.
        case flood(String)
        /// The end, with TLS's farewell.
        case close
        /// The end without it, as pveproxy does.
        case cut
        case reset
    }

    let port: Int
    let fingerprint: String
    private let listener: any Channel
    private let log: Log

    /// What has been seen so far.
    final class Log: Sendable {
        fileprivate struct Content {
            var connectionCount = 0
            var requests: [String] = []
            var closed: [EventLoopFuture<Void>] = []
        }
        fileprivate let content = Mutex(Content())
    }

    var connectionCount: Int { log.content.withLock { $0.connectionCount } }
    /// Each as it came, head and body.
    var requests: [String] { log.content.withLock { $0.requests } }

    /// - Parameter respond: what is done with the request of that number, counted from 0 over all connections; a request
    ///   that is given nothing is left without an answer.
    static func start(
        _ opening: Opening = .tls, host: String = "127.0.0.1", identity: ServerIdentity? = nil,
        respond: @escaping @Sendable (_ number: Int, _ request: String) -> [Step] = { _, _ in [] }
    ) async throws -> FaultyServer {
        let identity = try identity ?? TestIdentity.shared.get()
        let encryption = try identity.context()
        let log = Log()
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                log.content.withLock {
                    $0.connectionCount += 1
                    $0.closed.append(channel.closeFuture)
                }
                return channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    let socket = SocketEnd()
                    try pipeline.addHandlers(socket, OpeningHandler(opening, socket))
                    guard opening == .tls else { return }
                    try pipeline.addHandler(NIOSSLServerHandler(context: encryption))
                    try pipeline.addHandler(RequestHandler(log: log, socket: socket, respond: respond))
                }
            }
            .bind(host: host, port: 0).get()
        return FaultyServer(listener, log, identity.fingerprint)
    }

    private init(_ listener: any Channel, _ log: Log, _ fingerprint: String) {
        self.listener = listener
        self.log = log
        self.fingerprint = fingerprint
        port = listener.localAddress?.port ?? 0
    }

    /// Frees the port; open connections stay.
    func stop() async { try? await listener.close().get() }

    /// Returns when so many requests have come; the test's own limit bounds it.
    func requestsCame(_ count: Int) async { while requests.count < count { await Task.yield() } }

    /// Returns when every connection so far has ended.
    func connectionsEnded() async throws {
        for ended in log.content.withLock({ $0.closed }) { try await ended.get() }
    }

    fileprivate static func note(_ request: String, _ log: Log) -> Int {
        log.content.withLock { content in
            content.requests.append(request)
            return content.requests.count - 1
        }
    }
}

/// The certificate of all servers that need none of their own; it is valid for `pve1`, `localhost` and `127.0.0.1`.
enum TestIdentity {
    static let shared = Result { try make() }

    static func make() throws -> ServerIdentity { try ServerIdentity(.selfSigned(nodeNames: ["pve1"])) }

    /// The certificate as a file holds it.
    static func pem(_ identity: ServerIdentity) throws -> String {
        pem("CERTIFICATE", try identity.chain.first?.toDERBytes() ?? [])
    }

    /// A new certificate with its key, as two files hold them.
    static func pemPair() throws -> (certificate: String, key: String) {
        let certificate = try SelfSignedCertificate(nodeNames: ["pve1"])
        return (pem("CERTIFICATE", certificate.der), pem("PRIVATE KEY", certificate.keyDER))
    }

    private static func pem(_ label: String, _ der: [UInt8]) -> String {
        let text = Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        return "-----BEGIN \(label)-----\n\(text)\n-----END \(label)-----\n"
    }
}

/// Next to the socket: ends it without asking TLS.
private final class SocketEnd: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private var context: ChannelHandlerContext?

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func close() { context?.close(promise: nil) }

    func reset() {
        guard let context else { return }
        let options = context.channel as? any SocketOptionProvider
        options?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete {
            [socket = NIOLoopBound(self, eventLoop: context.eventLoop)] _ in
            socket.value.close()
        }
    }

    func send(_ text: String) {
        context?.writeAndFlush(NIOAny(ByteBuffer(string: text)), promise: nil)
    }
}

/// Does what is to be done before TLS.
private final class OpeningHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let opening: FaultyServer.Opening
    private let socket: SocketEnd

    init(_ opening: FaultyServer.Opening, _ socket: SocketEnd) {
        self.opening = opening
        self.socket = socket
    }

    func channelActive(context: ChannelHandlerContext) {
        switch opening {
        case .reset: socket.reset()
        case .close: socket.close()
        case .garbage: socket.send("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n")
        case .tls, .silence, .closeInHandshake: break
        }
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch opening {
        case .tls: context.fireChannelRead(data)
        case .closeInHandshake: socket.close()
        case .reset, .close, .garbage, .silence: break
        }
    }
}

/// Collects requests and does with each what it is told.
private final class RequestHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    private let log: FaultyServer.Log
    private let socket: SocketEnd
    private let respond: @Sendable (Int, String) -> [FaultyServer.Step]
    private var bytes = ""

    init(
        log: FaultyServer.Log, socket: SocketEnd,
        respond: @escaping @Sendable (Int, String) -> [FaultyServer.Step]
    ) {
        self.log = log
        self.socket = socket
        self.respond = respond
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes += String(buffer: unwrapInboundIn(data))
        guard let head = bytes.firstRange(of: "\r\n\r\n") else { return }
        let length =
            bytes[..<head.lowerBound].firstMatch(of: /content-length: (\d+)/.ignoresCase())
            .flatMap { Int($0.1) } ?? 0
        guard bytes[head.upperBound...].utf8.count >= length else { return }
        let request = bytes
        bytes = ""
        for step in respond(FaultyServer.note(request, log), request) { perform(step, context) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Clients that leave are what is tested here.
        context.close(promise: nil)
    }

    private func perform(_ step: FaultyServer.Step, _ context: ChannelHandlerContext) {
        switch step {
        case .send(let text): context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        case .flood(let text): flood(ByteBuffer(string: text), context)
        case .close: context.close(promise: nil)
        case .cut: socket.close()
        case .reset: socket.reset()
        }
    }

    private func flood(_ buffer: ByteBuffer, _ context: ChannelHandlerContext) {
        let here = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(buffer)).whenSuccess {
            let (handler, context) = here.value
            handler.flood(buffer, context)
        }
    }
}

import Glibc
import NIOCore
import NIOPosix
import NIOSSL
import PhoenixSimulatorAPI
import PhoenixSimulatorServer

/// A client that sends exact bytes and shows exact bytes.
struct TestClient {
    /// What the other side sends, then nil at its end.
    private var input: AsyncStream<ByteBuffer>.Iterator
    private let channel: any Channel
    private var unread: [UInt8] = []

    /// Connects, and speaks TLS without looking at the certificate unless told not to.
    static func connect(to server: Server, encrypted: Bool = true) async throws -> TestClient {
        let (stream, continuation) = AsyncStream<ByteBuffer>.makeStream()
        let encryption = encrypted ? try clientEncryption() : nil
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let encryption {
                        try channel.pipeline.syncOperations.addHandler(
                            NIOSSLClientHandler(context: encryption, serverHostname: nil))
                    }
                    try channel.pipeline.syncOperations.addHandler(Collector(continuation))
                }
            }
            .connect(host: "127.0.0.1", port: server.address.port).get()
        return TestClient(input: stream.makeAsyncIterator(), channel: channel)
    }

    private static func clientEncryption() throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        // With half-closing allowed, NIOSSL does not see the other side's farewell and would wait for it.
        configuration.shutdownTimeout = .milliseconds(5)
        return try NIOSSLContext(configuration: configuration)
    }

    private init(input: AsyncStream<ByteBuffer>.Iterator, channel: any Channel) {
        self.input = input
        self.channel = channel
    }

    func send(_ text: String) async throws {
        try await send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
    }

    /// Sends what the server may no longer want to have.
    func offer(_ text: String) async {
        // The server may close before or while this is sent.
        _ = try? await send(text)
    }

    /// Ends this side only.
    func endInput() async throws {
        try await channel.close(mode: .output).get()
    }

    /// Sends this again and again from another task until the connection ends.
    func repeatedly(send text: String) -> Task<Void, Never> {
        let channel = channel
        return Task {
            while (try? await channel.writeAndFlush(ByteBuffer(string: text)).get()) != nil { await Task.yield() }
        }
    }

    /// Closes so that the server sees a reset instead of an end.
    func reset() async {
        // It may be closed already, which is as good.
        _ = try? await (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        _ = try? await channel.close().get()
    }

    func close() async {
        // It may be closed already, which is as good.
        _ = try? await channel.close().get()
    }

    /// The next answer, its body being as long as its head says; a body of unknown length ends with the connection.
    mutating func answer() async -> RawAnswer? {
        while true {
            if let (answer, byteCount) = RawAnswer.read(unread, isComplete: false) {
                unread.removeFirst(byteCount)
                return answer
            }
            guard let more = await input.next(isolation: #isolation) else { break }
            unread += Array(more.readableBytesView)
        }
        guard let (answer, byteCount) = RawAnswer.read(unread, isComplete: true) else { return nil }
        unread.removeFirst(byteCount)
        return answer
    }

    /// Everything until the server's end.
    mutating func everything() async -> String {
        while let more = await input.next(isolation: #isolation) { unread += Array(more.readableBytesView) }
        defer { unread = [] }
        return String(decoding: unread, as: UTF8.self)
    }
}

/// Hands what arrives to a stream, and ends it with the input or the connection.
private final class Collector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let continuation: AsyncStream<ByteBuffer>.Continuation

    init(_ continuation: AsyncStream<ByteBuffer>.Continuation) {
        self.continuation = continuation
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        continuation.yield(unwrapInboundIn(data))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { continuation.finish() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        continuation.finish()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        continuation.finish()
    }
}

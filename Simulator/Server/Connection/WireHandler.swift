import NIOCore
import NIOSSL

/// Stands next to the socket: looks at a connection's first byte to learn whether it speaks TLS, and can close the
/// socket without waiting for a TLS farewell.
final class WireHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// Told to the handlers behind when the first byte is no TLS record's.
    struct SpeaksPlainHTTP {}

    private static let handshakeRecord: UInt8 = 0x16
    private let encryption: NIOSSLContext
    private var isDecided = false
    private var context: ChannelHandlerContext?

    init(encryption: NIOSSLContext) {
        self.encryption = encryption
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if !isDecided {
            guard let first = unwrapInboundIn(data).readableBytesView.first else { return }
            isDecided = true
            if first == Self.handshakeRecord {
                do {
                    try context.pipeline.syncOperations.addHandler(
                        NIOSSLServerHandler(context: encryption), position: .after(self))
                } catch {
                    context.fireErrorCaught(error)
                    close()
                    return
                }
            } else {
                context.fireUserInboundEventTriggered(SpeaksPlainHTTP())
            }
        }
        context.fireChannelRead(data)
    }

    /// Closes the socket at once.
    func close() {
        context?.close(promise: nil)
    }
}

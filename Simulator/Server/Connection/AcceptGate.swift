import NIOCore

/// Counts connections as they are accepted, and leaves further ones in the listening queue while there are too many.
final class AcceptGate: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel
    typealias OutboundIn = Never

    private let connections: ConnectionRegistry
    private let limit: Int
    private var isReadPending = false

    init(connections: ConnectionRegistry, limit: Int) {
        self.connections = connections
        self.limit = limit
    }

    func read(context: ChannelHandlerContext) {
        isReadPending = connections.connectionCount >= limit
        if !isReadPending { context.read() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let channel = unwrapInboundIn(data)
        connections.insert(channel)
        let here = NIOLoopBound((gate: self, context: context), eventLoop: context.eventLoop)
        let (loop, connections) = (context.eventLoop, connections)
        channel.closeFuture.whenComplete { _ in
            connections.remove(channel)
            loop.execute {
                let (gate, context) = here.value
                gate.resume(context)
            }
        }
        context.fireChannelRead(data)
    }

    private func resume(_ context: ChannelHandlerContext) {
        guard isReadPending, connections.connectionCount < limit else { return }
        isReadPending = false
        context.read()
    }
}

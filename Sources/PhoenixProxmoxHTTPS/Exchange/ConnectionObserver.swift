import NIOCore
import NIOHTTP1

/// Stands in a connection between TLS and HTTP, and keeps the ledger of what goes through it.
///
/// Each request carries its call's number in a field of its own, which is taken out here: it never leaves this machine.
final class ConnectionObserver: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = HTTPClientRequestPart
    typealias OutboundOut = HTTPClientRequestPart

    /// The field with the call's number.
    static let callField = "phoenix-call"

    private let ledger: CallLedger
    private var call: Int?
    private var connection = CallLedger.Connection.new
    private var isAnswered = false
    private var head = AnswerHead()
    /// Set once a request was held back: nothing may follow it.
    private var isShut = false

    init(ledger: CallLedger) { self.ledger = ledger }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isShut else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        guard case .head(var head) = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        let number = head.headers.first(name: Self.callField).flatMap { Int($0) }
        head.headers.remove(name: Self.callField)
        guard let number, ledger.begin(number, on: connection) else {
            isShut = true
            promise?.fail(ChannelError.ioOnClosedChannel)
            context.close(promise: nil)
            return
        }
        call = number
        connection = .kept
        isAnswered = false
        self.head = AnswerHead()
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard let call else { return context.fireChannelRead(data) }
        if !isAnswered { ledger.answerBegins(call) }
        isAnswered = true
        guard let taken = head.take(unwrapInboundIn(data).readableBytesView) else { return }
        if let reason = taken.reason { ledger.note(reason: reason, of: call) }
        context.fireChannelRead(wrapInboundOut(ByteBuffer(bytes: taken.bytes)))
    }

    func channelInactive(context: ChannelHandlerContext) {
        let rest = head.rest()
        if !rest.isEmpty { context.fireChannelRead(wrapInboundOut(ByteBuffer(bytes: rest))) }
        context.fireChannelInactive()
    }
}

import NIOCore
import NIOSSL
import PhoenixSimulatorAPI

/// Performs what a `ConnectionMachine` decides, on a channel.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    private let service: ConnectionService
    private let wire: WireHandler
    private var machine: ConnectionMachine
    private var patience: Patience
    private var alarm: Scheduled<Void>?
    private var alarmTime = NIODeadline.distantFuture
    private var call: Task<Void, Never>?
    private var isReadPending = false

    init(service: ConnectionService, wire: WireHandler, peer: PeerAddress, keepsConnection: Bool) {
        self.service = service
        self.wire = wire
        let limits = service.configuration.limits
        machine = ConnectionMachine(
            requestsLeft: keepsConnection ? limits.requestsPerConnection : 1,
            bodyLimitBytes: service.configuration.bodyLimitBytes, peer: peer)
        patience = Patience(limits: limits, now: .now())
    }

    func handlerAdded(context: ChannelHandlerContext) {
        setAlarm(context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        patience.moved(at: .now())
        perform(machine.received(&bytes), context)
    }

    /// Asked by the channel before each read; kept back while the client is far ahead of its answers.
    func read(context: ChannelHandlerContext) {
        isReadPending = machine.wantsPause
        if !isReadPending { context.read() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is WireHandler.SpeaksPlainHTTP: machine.isEncrypted = false
        case ChannelEvent.inputClosed: perform(machine.inputEnded(), context)
        case ServerStops.now: perform(machine.stop(), context)
        case ServerStops.withoutAnswer: perform(machine.end(), context)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        _ = machine.end()
        alarm?.cancel()
        call?.cancel()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A client that leaves without a TLS farewell has still got its answer; the end of input follows as an event.
        if case .uncleanShutdown = error as? NIOSSLError { return }
        perform(machine.end(), context)
    }

    private func perform(_ actions: [ConnectionMachine.Action], _ context: ChannelHandlerContext) {
        noteState(context)
        for action in actions {
            switch action {
            case .handle(let request): handle(request, context)
            case .reply(let request, let answer, let terms):
                service.record(request, answer)
                write(AnswerMessage(answer, accepting: terms.coding), terms, context)
            case .closeOutput: context.close(mode: .output, promise: nil)
            case .close:
                context.close(mode: .output, promise: nil)
                wire.close()
            }
        }
    }

    private func handle(_ request: APIRequest, _ context: ChannelHandlerContext) {
        let service = service
        let coding = ContentCoding(accepted: request.headerFields["Accept-Encoding"])
        let immediate = service.immediateAnswer(request)
        if let immediate, immediate.delaySeconds == 0, !AnswerMessage.isLongWork(immediate, accepting: coding) {
            service.record(request, immediate)
            return answered(immediate, AnswerMessage(immediate, accepting: coding), context)
        }
        let loop = context.eventLoop
        let here = NIOLoopBound((handler: self, context: context), eventLoop: loop)
        call = Task {
            let answer =
                if let immediate { await service.held(immediate, to: request) } else { await service.answer(request) }
            let message = AnswerMessage(answer, accepting: coding)
            loop.execute {
                let (handler, context) = here.value
                handler.answered(answer, message, context)
            }
        }
    }

    private func answered(_ answer: APIAnswer, _ message: AnswerMessage, _ context: ChannelHandlerContext) {
        call = nil
        if answer.isLost { return perform(machine.end(), context) }
        guard let terms = machine.answered(answer) else { return }
        write(message, terms, context)
    }

    private func write(_ message: AnswerMessage, _ terms: ReplyTerms, _ context: ChannelHandlerContext) {
        noteState(context)
        var buffer = context.channel.allocator.buffer(capacity: message.capacityBytes)
        message.write(to: &buffer, terms: terms, date: service.date.now)
        let here = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(buffer)).whenComplete { result in
            let (handler, context) = here.value
            handler.wrote(result, context)
        }
    }

    private func wrote(_ result: Result<Void, any Error>, _ context: ChannelHandlerContext) {
        switch result {
        case .success: perform(machine.written(), context)
        case .failure: perform(machine.end(), context)
        }
        if isReadPending && !machine.wantsPause {
            isReadPending = false
            context.read()
        }
    }

    private func noteState(_ context: ChannelHandlerContext) {
        patience.entered(machine.state, at: .now())
        if patience.end < alarmTime { setAlarm(context) }
    }

    /// One timer a connection: it is not moved with every byte, but looks at its end what has happened meanwhile.
    private func setAlarm(_ context: ChannelHandlerContext) {
        alarm?.cancel()
        alarmTime = patience.end
        let here = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        alarm = context.eventLoop.scheduleTask(deadline: alarmTime) {
            let (handler, context) = here.value
            handler.rang(context)
        }
    }

    private func rang(_ context: ChannelHandlerContext) {
        if patience.end <= .now() {
            perform(machine.end(), context)
        } else {
            setAlarm(context)
        }
    }
}

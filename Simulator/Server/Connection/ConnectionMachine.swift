import NIOCore
import PhoenixSimulatorAPI

/// One connection's life: bytes, answers and endings in, actions out. It knows no socket and no clock.
struct ConnectionMachine {
    /// What the connection waits for; each state has its own deadline.
    enum State: Equatable {
        /// The first byte of a request.
        case idle
        /// The rest of a request's head.
        case head
        /// The rest of a body.
        case body(RequestHead, byteCount: Int)
        /// The handler's answer.
        case answer(ReplyTerms)
        /// The client's taking of the answer.
        case writing(isLast: Bool)
        /// The client's end, after the last answer.
        case lingering
        case closed
    }

    /// What to do, in order.
    enum Action: Equatable {
        /// Ask the handler, then report with `answered`.
        case handle(APIRequest)
        /// Write an answer that no handler was asked for, then report with `written`.
        case reply(APIRequest, APIAnswer, ReplyTerms)
        /// Send nothing more, but go on reading.
        case closeOutput
        case close
    }

    private(set) var state = State.idle
    private var buffer = LineBuffer()
    private var reader = HeadReader()
    private var requestsLeft: Int
    private var hasInputEnded = false
    private var isStopping = false
    private let bodyLimitBytes: Int
    private let peer: PeerAddress
    /// False once the connection turned out to speak without TLS: every request is then sent elsewhere.
    var isEncrypted = true

    /// Whether no request can follow the one under way.
    private var isLastRequest: Bool { isStopping || (hasInputEnded && buffer.byteCount == 0) }

    /// `requestsLeft` of 1 closes the connection with its first answer.
    init(requestsLeft: Int, bodyLimitBytes: Int, peer: PeerAddress) {
        self.requestsLeft = requestsLeft
        self.bodyLimitBytes = bodyLimitBytes
        self.peer = peer
    }

    /// Whether enough later bytes are held for now.
    var wantsPause: Bool {
        switch state {
        case .answer, .writing: buffer.byteCount >= ServerLimits.readAheadBytes
        case .idle, .head, .body, .lingering, .closed: false
        }
    }

    mutating func received(_ bytes: inout ByteBuffer) -> [Action] {
        switch state {
        case .lingering, .closed:
            return []
        case .answer, .writing:
            buffer.append(&bytes)
            return []
        case .idle, .head, .body:
            buffer.append(&bytes)
            return proceed()
        }
    }

    /// The handler's answer has come and is to be written so, then report with `written`; nil if the connection ended
    /// meanwhile.
    mutating func answered(_ answer: APIAnswer) -> ReplyTerms? {
        guard case .answer(let terms) = state else { return nil }
        let final = terms.settled(for: answer, mustClose: isLastRequest)
        state = .writing(isLast: !final.keepsConnection)
        return final
    }

    /// The client has taken the whole answer.
    mutating func written() -> [Action] {
        guard case .writing(let isLast) = state else { return [] }
        if isLast || isLastRequest {
            state = hasInputEnded ? .closed : .lingering
            return hasInputEnded ? [.close] : [.closeOutput]
        }
        state = .idle
        return proceed()
    }

    /// The client sends nothing more, but may still read.
    mutating func inputEnded() -> [Action] {
        hasInputEnded = true
        switch state {
        case .answer, .writing: return []
        case .idle, .head, .body, .lingering, .closed: return end()
        }
    }

    /// The server stops: an answer that is owed is still given, nothing new is taken.
    mutating func stop() -> [Action] {
        isStopping = true
        switch state {
        case .answer, .writing, .lingering: return []
        case .idle, .head, .body, .closed: return end()
        }
    }

    /// Nothing more comes or goes: a deadline has passed or the connection is gone.
    mutating func end() -> [Action] {
        defer { state = .closed }
        return state == .closed ? [] : [.close]
    }

    private mutating func proceed() -> [Action] {
        if case .body(let head, let byteCount) = state { return takeBody(of: head, byteCount: byteCount) }
        let hadBegun = reader.hasBegun
        switch reader.read(&buffer) {
        case .incomplete:
            state = buffer.byteCount > 0 || reader.hasBegun ? .head : .idle
            if hasInputEnded { return end() }
            if !hadBegun && reader.hasBegun { requestsLeft -= 1 }
            return []
        case .overrun:
            return end()
        case .refused(let answer, let version):
            let head = RequestHead(method: "", target: RequestTarget(""), version: version)
            return reply(answer, to: head)
        case .head(let head):
            if !hadBegun { requestsLeft -= 1 }
            return admit(head)
        }
    }

    private mutating func admit(_ head: RequestHead) -> [Action] {
        let admission = Admission(head, bodyLimitBytes: bodyLimitBytes)
        if case .refused(let answer) = admission { return reply(answer, to: head) }
        guard isEncrypted else {
            guard let answer = redirection(of: head) else { return end() }
            return reply(answer, to: head, closingSilently: true)
        }
        switch admission {
        case .refused(let answer): return reply(answer, to: head)
        case .admitted(.leave(let refusal)): return handle(head, .unread(refusal))
        case .admitted(.read(let byteCount)): return takeBody(of: head, byteCount: byteCount)
        }
    }

    private mutating func takeBody(of head: RequestHead, byteCount: Int) -> [Action] {
        if byteCount == 0 { return handle(head, .read([])) }
        guard let body = buffer.take(byteCount) else {
            state = .body(head, byteCount: byteCount)
            return hasInputEnded ? end() : []
        }
        return handle(head, .read(body))
    }

    private mutating func handle(_ head: RequestHead, _ content: RequestContent) -> [Action] {
        let isUnread = content.refusal != nil
        state = .answer(ReplyTerms(head: head, mayKeepConnection: requestsLeft > 0 && !isUnread))
        return [.handle(APIRequest(head: head, content: content, peer: peer))]
    }

    private mutating func reply(
        _ answer: APIAnswer, to head: RequestHead, closingSilently: Bool = false
    ) -> [Action] {
        let terms = ReplyTerms(head: head, mayKeepConnection: requestsLeft > 0)
            .settled(for: answer, mustClose: isLastRequest)
        state = .writing(isLast: closingSilently || !terms.keepsConnection)
        return [.reply(APIRequest(head: head, content: .read([]), peer: peer), answer, terms)]
    }
}

import PhoenixModel
import Testing

@testable import PhoenixProxmoxHTTPS

@Suite("Decisions of a connection, without a connection")
struct PartsTests {
    @Test("What follows from a failed attempt, for every way to fail")
    func verdicts() {
        let reaches: [FailedExchange.Reach] = [
            .unsent, .sent(.new, isAnswered: false), .sent(.new, isAnswered: true),
            .sent(.kept, isAnswered: false), .sent(.kept, isAnswered: true),
        ]
        // In this order; each as: nothing, change, login.
        let ends: [(FailedExchange.End, [[FailedExchange.Verdict]])] = [
            (.connecting, [[.unreachable, .unreachable, .unreachable]] + Self.sent),
            (.deadline, [[.unreachable, .unreachable, .unreachable]] + Self.sent),
            (.answer, [[.unreachable, .unreachable, .unreachable]] + Self.sent),
            (.cancelled, [[.givenUp, .givenUp, .givenUp]] + Array(repeating: [.lost, .lost, .lost], count: 4)),
            (
                .closed,
                [[.again, .again, .again]] + Self.sent.enumerated().map { $0 == 2 ? [.again, .lost, .again] : $1 }
            ),
        ]
        for (end, rows) in ends {
            for (reach, verdicts) in zip(reaches, rows) {
                let failed = FailedExchange(reach: reach, end: end, cause: "")
                let seen = Message.Effect.allCases.map { failed.verdict(for: $0, isRepeated: false) }
                #expect(seen == verdicts, "\(end) \(reach)")
                for effect in Message.Effect.allCases {
                    #expect(failed.verdict(for: effect, isRepeated: true) != .again, "\(end) \(reach) \(effect)")
                }
            }
        }
    }

    private static let sent = Array(repeating: [.lost, .lost, .unreachable] as [FailedExchange.Verdict], count: 4)

    @Test("A change that was sent is never sent again and never called unreachable")
    func changes() {
        for connection in [CallLedger.Connection.new, .kept] {
            for isAnswered in [true, false] {
                for end in [FailedExchange.End.connecting, .closed, .answer, .deadline, .cancelled] {
                    for isRepeated in [true, false] {
                        let failed = FailedExchange(
                            reach: .sent(connection, isAnswered: isAnswered), end: end, cause: "")
                        #expect(failed.verdict(for: .change, isRepeated: isRepeated) == .lost)
                    }
                }
            }
        }
    }

    @Test("A call that was given up is never sent, and one that was sent is known to be")
    func ledger() {
        let ledger = CallLedger()
        let (first, second) = (ledger.open(), ledger.open())
        #expect(ledger.close(first).connection == nil)
        #expect(!ledger.begin(first, on: .new))
        #expect(ledger.begin(second, on: .kept))
        ledger.answerBegins(second)
        ledger.note(reason: "OK", of: second)
        #expect(ledger.close(second) == CallLedger.Entry(connection: .kept, isAnswered: true, reason: "OK"))
        #expect(!ledger.begin(second, on: .new))
    }

    @Test("Nodes are asked from the one that answered last on, silent ones at the end and not for ever")
    func order() {
        var order = AddressOrder(count: 4, silenceSeconds: 60)
        #expect(order.indices(now: 0) == [0, 1, 2, 3])
        order.wasSilent(0, now: 0)
        #expect(order.indices(now: 1) == [1, 2, 3, 0])
        order.answered(2)
        #expect(order.indices(now: 1) == [2, 3, 1, 0])
        order.wasSilent(2, now: 10)
        #expect(order.indices(now: 59) == [3, 1, 2, 0])
        #expect(order.indices(now: 60) == [3, 0, 1, 2])
        #expect(order.indices(now: 70) == [2, 3, 0, 1])
        order.wasSilent(2, now: 70)
        order.answered(2)
        #expect(order.indices(now: 71) == [2, 3, 0, 1])
        for index in 0..<4 { order.wasSilent(index, now: 100) }
        #expect(order.indices(now: 101) == [2, 3, 0, 1])
    }
}

@Suite("The head of an answer")
struct AnswerHeadTests {
    /// What is handed on of an answer that comes in pieces, and the reason phrases that were found.
    private static func taken(_ answer: String, _ cut: (Int) -> Int) -> (text: String, reasons: [String]) {
        var head = AnswerHead()
        var text: [UInt8] = []
        var reasons: [String] = []
        var left = Array(answer.utf8)[...]
        while !left.isEmpty {
            let count = cut(left.count)
            if let taken = head.take(left.prefix(count)) {
                text += taken.bytes
                if let reason = taken.reason { reasons.append(reason) }
            }
            left = left.dropFirst(count)
        }
        return (String(decoding: text + head.rest(), as: UTF8.self), reasons)
    }

    /// The same in one piece, and in many ways to cut it.
    private static func expect(_ answer: String, _ text: String, reason: String?) {
        var random = SeededGenerator(seed: 7)
        for round in 0..<100 {
            let (found, reasons) = taken(answer) { round == 0 ? $0 : 1 + Int(random.next(below: UInt64($0))) }
            #expect(found == text, "seed 7, round \(round)")
            #expect(reasons == (reason.map { [$0] } ?? []), "seed 7, round \(round)")
        }
    }

    @Test(
        "A reason phrase is found in every way to cut a head into pieces",
        arguments: [
            ("HTTP/1.1 200 OK\r\nA: b\r\n\r\n", "OK"), ("HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody\n\n", "OK"),
            ("HTTP/1.1 500 CT 100 already running\n\n", "CT 100 already running"),
            ("HTTP/1.1 401 \r\n\r\n", ""), ("HTTP/1.1 204\r\n\r\n", nil), ("SSH-2.0 a b\r\n\r\n", nil), ("\r\n", nil),
            ("HTTP/1", nil), ("HTTP/1.1 200 OK\r\n", nil),
        ] as [(String, String?)])
    func reasons(_ answer: String, _ reason: String?) { Self.expect(answer, answer, reason: reason) }

    private static let daemon = "Server: pve-api-daemon/3.0\r\n"

    @Test("What pvedaemon said of its own connection is not handed on where pveproxy keeps this one")
    func lastWord() {
        let begin = "HTTP/1.1 200 OK\r\nCache-Control: max-age=0\r\n"
        let end = "\(Self.daemon)Content-Length: 2\r\n\r\n{}"
        let keep = "Connection: Keep-Alive\r\n"
        Self.expect(begin + "Connection: close\r\n" + keep + end, begin + keep + end, reason: "OK")
    }

    @Test(
        "A connection that is closed, or was never pveproxy's, is told of as it is",
        arguments: [
            "Connection: close\r\n\(daemon)", "Connection: Keep-Alive\r\nConnection: close\r\n\(daemon)", daemon,
            "Connection: close\r\nConnection: Keep-Alive\r\n", "Connection: Keep-Alive\r\n\(daemon)",
        ])
    func asItIs(_ fields: String) {
        let answer = "HTTP/1.1 200 OK\r\n\(fields)Content-Length: 0\r\n\r\n"
        Self.expect(answer, answer, reason: "OK")
    }

    @Test("A head without end is not collected for ever")
    func endless() {
        var head = AnswerHead()
        let flood = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
        #expect(head.take(flood) == AnswerHead.Taken(bytes: flood))
        #expect(head.take("\n\n".utf8) == AnswerHead.Taken(bytes: Array("\n\n".utf8)))
    }
}

@Suite("When a login is due")
struct TicketKeeperTests {
    private static func ticket(_ number: Int, began seconds: Double) -> Ticket {
        Ticket(value: Secret("v"), csrfToken: Secret("c"), beganSeconds: seconds, number: number)
    }

    private static func text(_ order: TicketKeeper.Order) -> String {
        switch order {
        case .use(let ticket): "use \(ticket.number)"
        case .logIn(let old): "log in\(old.map { " renewing \($0.number)" } ?? "")"
        case .wait: "wait"
        }
    }

    @Test("One call logs in, others wait; a ticket is used, renewed, and given up when it is too old")
    func life() {
        var keeper = TicketKeeper(renewalSeconds: 5_400)
        #expect(Self.text(keeper.order(now: 0)) == "log in")
        #expect(Self.text(keeper.order(now: 0)) == "wait")
        keeper.loginEnded(Self.ticket(1, began: 0))
        #expect(Self.text(keeper.order(now: 5_399)) == "use 1")
        #expect(Self.text(keeper.order(now: 5_400)) == "log in renewing 1")
        #expect(Self.text(keeper.order(now: 5_400)) == "wait")
        keeper.loginEnded(Self.ticket(2, began: 5_400))
        #expect(Self.text(keeper.order(now: 5_401)) == "use 2")
        #expect(Self.text(keeper.order(now: 5_400 + 6_900)) == "log in")
    }

    @Test("After a login that failed the next call tries anew")
    func failure() {
        var keeper = TicketKeeper(renewalSeconds: 5_400)
        _ = keeper.order(now: 0)
        keeper.loginEnded(nil)
        #expect(Self.text(keeper.order(now: 0)) == "log in")
    }

    @Test("A refused ticket is dropped; a refusal that comes late drops no newer one")
    func refusal() {
        var keeper = TicketKeeper(renewalSeconds: 5_400)
        let (first, second) = (Self.ticket(1, began: 0), Self.ticket(2, began: 0))
        _ = keeper.order(now: 0)
        keeper.loginEnded(first)
        keeper.refused(first)
        #expect(Self.text(keeper.order(now: 0)) == "log in")
        keeper.refused(first)
        #expect(Self.text(keeper.order(now: 0)) == "wait")
        keeper.loginEnded(second)
        keeper.refused(first)
        #expect(Self.text(keeper.order(now: 0)) == "use 2")
    }
}

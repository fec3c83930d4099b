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

    @Test(
        "A reason phrase is found in every way to cut a head into pieces",
        arguments: [
            ("HTTP/1.1 200 OK\r\nA: b\r\n", "OK"), ("HTTP/1.1 500 CT 100 already running\n", "CT 100 already running"),
            ("HTTP/1.1 401 \r\n", ""), ("HTTP/1.1 204\r\n", nil), ("SSH-2.0 a b\r\n", nil), ("\r\n", nil),
            ("HTTP/1", nil),
        ] as [(String, String?)])
    func reasons(_ head: String, _ reason: String?) {
        var random = SeededGenerator(seed: 7)
        for round in 0..<100 {
            var line = StatusLine()
            var found: [String] = []
            var rest = Array(head.utf8)[...]
            while !rest.isEmpty {
                let count = 1 + Int(random.next(below: UInt64(rest.count)))
                if let reason = line.take(rest.prefix(count)) { found.append(reason) }
                rest = rest.dropFirst(count)
            }
            #expect(found == (reason.map { [$0] } ?? []), "seed 7, round \(round)")
        }
    }

    @Test("A status line without end is not collected for ever")
    func endlessStatusLine() {
        var line = StatusLine()
        #expect(line.take(repeatElement(UInt8(ascii: "a"), count: 1_000_000)) == nil)
        #expect(line.take("\n".utf8) == nil)
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

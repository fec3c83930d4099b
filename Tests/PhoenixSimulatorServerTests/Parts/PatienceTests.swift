import NIOCore
import PhoenixSimulatorAPI
import Testing

@testable import PhoenixSimulatorServer

/// When a connection is given up, on a clock of the test's own.
struct PatienceTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
    private var patience: Patience

    init() {
        patience = Patience(limits: ServerLimits(), now: start)
    }

    @Test("A connection on which nothing happens is given up after five seconds")
    func idle() {
        #expect(patience.end == start + .seconds(5))
    }

    @Test("A byte now and then prolongs a head, but not for ever")
    mutating func slowHead() {
        patience.entered(.head, at: start)
        for second in Int64(1)...28 {
            patience.moved(at: start + .seconds(second))
            #expect(patience.end == min(start + .seconds(second + 5), start + .seconds(30)))
        }
    }

    @Test("So with a body, for a minute")
    mutating func slowBody() {
        let head = RequestHead(method: "PUT", target: RequestTarget("/"), version: .oneDotOne)
        patience.entered(.body(head, byteCount: 9), at: start)
        patience.moved(at: start + .seconds(58))
        #expect(patience.end == start + .seconds(60))
    }

    @Test("An answer may take long")
    mutating func answer() {
        let head = RequestHead(method: "PUT", target: RequestTarget("/"), version: .oneDotOne)
        patience.entered(.answer(ReplyTerms(head: head, mayKeepConnection: true)), at: start)
        #expect(patience.end == start + .seconds(600))
    }

    @Test("The last bytes of a client that was refused are taken for a second")
    mutating func lingering() {
        patience.entered(.lingering, at: start + .seconds(3))
        patience.moved(at: start + .seconds(4))
        #expect(patience.end == start + .seconds(4))
    }

    @Test("Each request has its own time")
    mutating func again() {
        patience.entered(.head, at: start)
        patience.entered(.idle, at: start + .seconds(20))
        patience.entered(.head, at: start + .seconds(22))
        patience.moved(at: start + .seconds(40))
        #expect(patience.end == start + .seconds(45))
    }
}

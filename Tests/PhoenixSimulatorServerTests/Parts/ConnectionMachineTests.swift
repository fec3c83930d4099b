import NIOCore
import PhoenixSimulatorAPI
import Testing

@testable import PhoenixSimulatorServer

/// A connection's decisions, without a connection.
struct ConnectionMachineTests {
    private var machine = ConnectionMachine(requestsLeft: 100, bodyLimitBytes: 1000, peer: .loopback)
    private let answer = APIAnswer.data("{}")

    @Test("Requests that came together are handed on one at a time, each after the answer before")
    mutating func pipelining() {
        #expect(paths(send("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /3 HT")) == ["/1"])
        #expect(send("TP/1.1\r\n\r\n") == [])
        #expect(machine.answered(answer)?.keepsConnection == true)
        #expect(paths(machine.written()) == ["/2"])
        _ = machine.answered(answer)
        #expect(paths(machine.written()) == ["/3"])
        _ = machine.answered(answer)
        #expect(machine.written() == [])
        #expect(machine.state == .idle)
    }

    @Test("A body is collected before the request is handed on")
    mutating func body() {
        #expect(send("PUT /a HTTP/1.1\r\nContent-Length: 5\r\n\r\nab") == [])
        #expect(send("c") == [])
        let actions = send("deGET /")
        #expect(requests(actions).map(\.content) == [.read(Array("abcde".utf8))])
    }

    @Test("A body that is not taken is not waited for, and nothing can follow it")
    mutating func unreadBody() {
        let actions = send("DELETE /a HTTP/1.1\r\nContent-Length: 5\r\n\r\n")
        #expect(requests(actions).map(\.content) == [.unread(.unexpected(method: "DELETE"))])
        #expect(machine.answered(answer)?.keepsConnection == false)
        #expect(machine.written() == [.closeOutput])
        #expect(send("abcdeGET / HTTP/1.1\r\n\r\n") == [])
    }

    @Test("Who closes: the version, the header or the answer")
    func keepsConnection() {
        #expect(keeps("GET / HTTP/1.1\r\n\r\n"))
        #expect(!keeps("GET / HTTP/1.0\r\n\r\n"))
        #expect(keeps("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"))
        #expect(!keeps("GET / HTTP/1.1\r\nConnection: Close, TE\r\n\r\n"))
        #expect(!keeps("GET / HTTP/1.1\r\n\r\n", APIAnswer(status: 500, reason: "no", body: [1])))
        #expect(!keeps("GET / HTTP/1.1\r\n\r\n", requestsLeft: 1))
        #expect(keeps("GET / HTTP/1.1\r\n\r\n", requestsLeft: 2))
    }

    @Test("After its last request a connection closes")
    mutating func lastRequest() {
        machine = ConnectionMachine(requestsLeft: 2, bodyLimitBytes: 0, peer: .loopback)
        for isKept in [true, false] {
            _ = send("GET / HTTP/1.1\r\n\r\n")
            #expect(machine.answered(answer)?.keepsConnection == isKept)
            #expect(machine.written() == (isKept ? [] : [.closeOutput]))
        }
    }

    @Test("Refusals of the head need no handler and close")
    mutating func refusal() throws {
        let actions = send("PATCH / HTTP/1.1\r\nContent-Length: 3\r\n\r\n")
        guard case .reply(let request, let answer, let terms) = try #require(actions.first) else {
            Issue.record("\(actions)")
            return
        }
        #expect(request.method == "PATCH")
        #expect(answer == .empty(501, "method 'PATCH' not available"))
        #expect(!terms.keepsConnection)
        #expect(machine.written() == [.closeOutput])
    }

    @Test("Over the limits of the head the connection ends without an answer")
    mutating func overrun() {
        #expect(send("GET / HTTP/1.1\r\n" + String(repeating: "a: b\r\n", count: 80)) == [.close])
        #expect(send("GET / HTTP/1.1\r\n\r\n") == [])
    }

    @Test("Without TLS a request is sent elsewhere, after the checks that come before")
    mutating func plainHTTP() {
        machine.isEncrypted = false
        guard case .reply(_, let answer, let terms) = send("GET /a?b HTTP/1.1\r\nHost: pve1:8006\r\n\r\n").first else {
            Issue.record("no reply")
            return
        }
        #expect(
            answer == .plain(301, "Moved Permanently", headerFields: ["Location": "https://pve1:8006/a?b"]))
        #expect(terms.keepsConnection, "the field says so, though the connection is closed")
        #expect(machine.written() == [.closeOutput])
    }

    @Test("The redirection of a write keeps its method")
    func redirections() {
        let head = RequestHead(
            method: "POST", target: RequestTarget("/a"), version: .oneDotOne,
            headerFields: ["Host": "http://pve1:8006"])
        #expect(
            redirection(of: head)
                == .plain(308, "Permanent Redirect", headerFields: ["Location": "https://pve1:8006/a"]))
    }

    @Test("Without TLS and without a host there is nowhere to send to")
    mutating func plainHTTPWithoutHost() {
        machine.isEncrypted = false
        #expect(send("GET /a HTTP/1.1\r\n\r\n") == [.close])
    }

    @Test("A client that has ended its input still gets what it asked for")
    mutating func halfClosed() {
        _ = send("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n")
        #expect(machine.inputEnded() == [])
        #expect(machine.answered(answer)?.keepsConnection == true)
        #expect(paths(machine.written()) == ["/2"])
        #expect(machine.answered(answer)?.keepsConnection == false)
        #expect(machine.written() == [.close])
    }

    @Test(
        "The end of input ends whatever is not complete",
        arguments: ["", "GET", "PUT / HTTP/1.1\r\nContent-Length: 3\r\n\r\n"])
    mutating func inputEnded(_ text: String) {
        if !text.isEmpty { _ = send(text) }
        #expect(machine.inputEnded() == [.close])
        #expect(machine.inputEnded() == [])
    }

    @Test("A half request behind the last answer of a half-closed client ends the connection")
    mutating func halfRequest() {
        _ = send("GET /1 HTTP/1.1\r\n\r\nGET /2 HT")
        _ = machine.inputEnded()
        _ = machine.answered(answer)
        #expect(machine.written() == [.close])
    }

    @Test("A stop gives the answer that is owed, and nothing more")
    mutating func stop() {
        _ = send("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n")
        #expect(machine.stop() == [])
        #expect(machine.answered(answer)?.keepsConnection == false)
        #expect(machine.written() == [.closeOutput])
        #expect(machine.inputEnded() == [.close])
    }

    @Test("A stop ends an idle connection at once")
    mutating func stopWhenIdle() {
        #expect(machine.stop() == [.close])
    }

    @Test("An answer for a connection that has ended is dropped")
    mutating func lateAnswer() {
        _ = send("GET /1 HTTP/1.1\r\n\r\n")
        #expect(machine.end() == [.close])
        #expect(machine.answered(answer) == nil)
        #expect(machine.written() == [])
    }

    @Test("Reading pauses for a client that is far ahead of its answers")
    mutating func pause() {
        _ = send("GET /1 HTTP/1.1\r\n\r\n")
        #expect(!machine.wantsPause)
        _ = send(String(repeating: "a", count: ServerLimits.readAheadBytes))
        #expect(machine.wantsPause)
    }

    @Test("Each wait has its own state")
    mutating func states() {
        #expect(machine.state == .idle)
        _ = send("GE")
        #expect(machine.state == .head)
        _ = send("T / HTTP/1.1\r\n")
        #expect(machine.state == .head)
    }

    private mutating func send(_ text: String) -> [ConnectionMachine.Action] {
        var bytes = ByteBuffer(string: text)
        return machine.received(&bytes)
    }

    private func requests(_ actions: [ConnectionMachine.Action]) -> [APIRequest] {
        actions.compactMap { if case .handle(let request) = $0 { request } else { nil } }
    }

    private func paths(_ actions: [ConnectionMachine.Action]) -> [String] {
        requests(actions).map(\.path)
    }

    private func keeps(_ text: String, _ answer: APIAnswer = .data("{}"), requestsLeft: Int = 100) -> Bool {
        var machine = ConnectionMachine(requestsLeft: requestsLeft, bodyLimitBytes: 0, peer: .loopback)
        var bytes = ByteBuffer(string: text)
        _ = machine.received(&bytes)
        return machine.answered(answer)?.keepsConnection ?? false
    }
}

import PhoenixSimulatorAPI
import PhoenixSimulatorServer
import Testing

/// Requests and answers over TLS, byte for byte.
@Suite(.timeLimit(.minutes(1)))
struct AnswerTests {
    @Test("A connection is kept and answers in order, in any number of pieces")
    func keepAlive() async throws {
        try await withServer { server in
            var client = try await TestClient.connect(to: server)
            try await client.send("GET /a?b=%20 HTTP/1.1\r\nHost: x\r\n\r\nPOST /c HTTP/1.1\r\nContent-Length: 3\r\n")
            let first = try #require(await client.answer())
            #expect(first.statusLine == "HTTP/1.1 200 OK")
            #expect(first.connection == ["Keep-Alive"])
            #expect(first.text == "GET /a b=%20 ")
            try await client.send("\r\nd=e")
            #expect(await client.answer()?.text == "POST /c - d=e")
            await client.close()
        }
    }

    @Test("Pipelined requests are answered in their order though later ones are quicker")
    func pipelining() async throws {
        let handler = ClosureHandler { request in
            if request.path == "/0" { for _ in 0..<100 { await Task.yield() } }
            return .data(request.path)
        }
        try await withServer(handler) { server in
            var client = try await TestClient.connect(to: server)
            try await client.send((0..<50).map { "GET /\($0) HTTP/1.1\r\n\r\n" }.joined())
            for number in 0..<50 { #expect(await client.answer()?.text == "/\(number)") }
        }
    }

    @Test("An error closes the connection after its answer", arguments: [400, 401, 403, 500, 501, 595])
    func errors(_ status: Int) async throws {
        let handler = ClosureHandler { _ in .empty(status, "CT 100 already running\n") }
        try await withServer(handler) { server in
            var client = try await TestClient.connect(to: server)
            try await client.send("GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n")
            let text = await client.everything()
            #expect(text.hasPrefix("HTTP/1.1 \(status) CT 100 already running\r\n"))
            #expect(text.hasSuffix("GMT\r\n\r\n"))
            #expect(text.components(separatedBy: "HTTP/1.1 ") == 2)
        }
    }

    @Test("A reason beyond ASCII arrives as it is")
    func reason() async throws {
        let handler = ClosureHandler { _ in .plain(500, "Größe – 大\nand more") }
        try await withServer(handler) { server in
            var client = try await TestClient.connect(to: server)
            try await client.send("GET / HTTP/1.1\r\n\r\n")
            let answer = try #require(await client.answer())
            #expect(answer.statusLine == "HTTP/1.1 500 Größe – 大")
            #expect(answer.text == "Größe – 大\nand more")
        }
    }

    @Test("The answer speaks the request's version")
    func oldVersion() async throws {
        try await withServer { server in
            var client = try await TestClient.connect(to: server)
            try await client.send("GET /a HTTP/1.0\r\n\r\n")
            let answer = try #require(await client.answer())
            #expect(answer.statusLine == "HTTP/1.0 200 OK")
            #expect(answer.connection == ["close"])
            #expect(await client.answer() == nil)
        }
    }

    @Test("A refused body is not waited for, and does not hide the answer from one who still sends it")
    func refusedBody() async throws {
        try await withServer {
            $0.limits.lingerSeconds = 30
        } test: { server in
            var client = try await TestClient.connect(to: server)
            try await client.send("POST / HTTP/1.1\r\nContent-Length: 600000\r\n\r\n")
            await client.offer(String(repeating: "a", count: 600_000))
            #expect(await client.answer()?.statusLine == "HTTP/1.1 501 for data too large")
            await client.close()
        }
    }

    @Test(
        "What the head alone decides",
        arguments: [
            ("HEAD / HTTP/1.1\r\n", "501 method 'HEAD' not available"),
            ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n", "501 chunked transfer encoding not supported"),
            ("GET / HTTP/1.1\r\nContent-Length: 1\r\n", "501 Unexpected content for method 'GET'"),
            (
                "PUT / HTTP/1.1\r\nContent-Length: 1\r\nContent-Type: text/x\r\n",
                "506 upload 'Content-Type 'text/x' not implemented"
            ),
        ])
    func refusals(_ head: String, _ status: String) async throws {
        try await withServer { server in
            var client = try await TestClient.connect(to: server)
            try await client.send(head + "\r\n")
            let answer = try #require(await client.answer())
            #expect(answer.statusLine == "HTTP/1.1 \(status)")
            #expect(answer.connection == ["close"])
            #expect(await client.answer() == nil)
        }
    }

    @Test("An answer waits for its delay on the server's clock, then is dated by it")
    func delay() async throws {
        let waits = Noted<Double>()
        let handler = ClosureHandler { _ in .empty(401, "No ticket", delaySeconds: 3) }
        try await withServer(handler) {
            $0.clock = ServerClock(secondsSince1970: { 0 }, wait: { waits.note($0) })
        } test: { server in
            var client = try await TestClient.connect(to: server)
            try await client.send("GET / HTTP/1.1\r\n\r\n")
            let answer = try #require(await client.answer())
            #expect(answer.statusLine == "HTTP/1.1 401 No ticket")
            #expect(answer.values("Date") == ["Thu, 01 Jan 1970 00:00:00 GMT"])
            #expect(answer.body.isEmpty)
            #expect(waits.all == [3])
        }
    }

    @Test("A lost answer is the end of the connection")
    func lostAnswer() async throws {
        let handler = ClosureHandler { _ in APIAnswer(status: 200, reason: "OK", isLost: true) }
        try await withServer(handler) { server in
            var client = try await TestClient.connect(to: server)
            try await client.send("POST / HTTP/1.1\r\n\r\n")
            #expect(await client.everything() == "")
        }
    }

    @Test("The recorder is shown every request with its answer")
    func recorder() async throws {
        let records = Noted<ExchangeRecord>()
        try await withServer {
            $0.record = { records.note($0) }
        } test: { server in
            var client = try await TestClient.connect(to: server)
            try await client.send("PUT /a HTTP/1.1\r\nContent-Length: 1\r\n\r\nbPATCH /c HTTP/1.1\r\n\r\n")
            _ = await client.everything()
            #expect(records.all.map(\.request.path) == ["/a", "/c"])
            #expect(records.all.map(\.request.body) == [[0x62], []])
            #expect(records.all.map(\.answer.status) == [200, 501])
            #expect(records.all.first?.request.peer.host == "127.0.0.1")
        }
    }

    @Test("Without TLS a client is told where to go, and closed", arguments: [("GET", 301), ("POST", 308)])
    func plainHTTP(_ method: String, _ status: Int) async throws {
        try await withServer { server in
            var client = try await TestClient.connect(to: server, encrypted: false)
            let host = "localhost:\(server.address.port)"
            try await client.send("\(method) /a?b HTTP/1.1\r\nHost: \(host)\r\n\r\nGET / HTTP/1.1\r\n\r\n")
            let answer = try #require(await client.answer())
            #expect(answer.statusLine.hasPrefix("HTTP/1.1 \(status) "))
            #expect(answer.values("Location") == ["https://\(host)/a?b"])
            #expect(await client.answer() == nil)
        }
    }
}

extension String {
    /// How many parts a separator makes.
    fileprivate func components(separatedBy separator: String) -> Int {
        split(separator: separator, omittingEmptySubsequences: false).count
    }
}

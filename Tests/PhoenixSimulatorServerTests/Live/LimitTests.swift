import PhoenixSimulatorAPI
import PhoenixSimulatorServer
import Testing

/// What a client cannot do to the server, with limits of a few hundredths of a second.
@Suite(.timeLimit(.minutes(1)))
struct LimitTests {
    @Test(
        "A connection that does not go on is closed",
        arguments: [
            "", "GET", "GET / HTTP/1.1\r\nHost: ", "PUT / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc",
            "GET / HTTP/1.1\r\n\r\n",
        ])
    func inactivity(_ text: String) async throws {
        try await withServer {
            $0.limits.inactivitySeconds = 0.05
        } test: { server in
            for encrypted in [true, false] {
                var client = try await TestClient.connect(to: server, encrypted: encrypted)
                await client.offer(text)
                _ = await client.everything()
                await client.close()
            }
            await noneLeft(in: server)
        }
    }

    @Test("A head that comes a byte at a time is cut off")
    func slowHead() async throws {
        try await withServer {
            $0.limits.headSeconds = 0.05
        } test: { server in
            var client = try await TestClient.connect(to: server)
            try await client.send("GET / HTTP/1.1\r\n")
            let drip = client.repeatedly(send: "a")
            #expect(await client.everything() == "")
            await drip.value
            await client.close()
            await noneLeft(in: server)
        }
    }

    @Test("A handler that never answers holds a connection for so long only, and is cancelled")
    func hangingHandler() async throws {
        let cancelled = Noted<Bool>()
        let handler = ClosureHandler { _ in
            await untilCancelled()
            cancelled.note(true)
            return .data("late")
        }
        try await withServer(handler) {
            $0.limits.answerSeconds = 0.05
        } test: { server in
            var client = try await TestClient.connect(to: server)
            try await client.send("GET / HTTP/1.1\r\n\r\n")
            #expect(await client.everything() == "")
            await client.close()
            await noneLeft(in: server)
            #expect(cancelled.all == [true])
        }
    }

    @Test("Over the limits of a head there is no answer")
    func overrun() async throws {
        try await withServer { server in
            for head in [
                String(repeating: "A: b\r\n", count: 64), "A: " + String(repeating: "b", count: 8192) + "\r\n",
            ] {
                var client = try await TestClient.connect(to: server)
                await client.offer("GET / HTTP/1.1\r\n\(head)\r\n")
                #expect(await client.everything() == "")
            }
        }
    }

    @Test("The last request of a connection says so and closes it")
    func requestsPerConnection() async throws {
        try await withServer {
            $0.limits.requestsPerConnection = 3
        } test: { server in
            var client = try await TestClient.connect(to: server)
            try await client.send(String(repeating: "GET / HTTP/1.1\r\n\r\n", count: 4))
            for expected in ["Keep-Alive", "Keep-Alive", "close"] {
                #expect(await client.answer()?.connection == [expected])
            }
            #expect(await client.answer() == nil)
        }
    }

    @Test("Connections beyond the limit wait until one ends; near it they are not kept")
    func connections() async throws {
        try await withServer {
            $0.limits.connections = 2
            $0.limits.keepAliveReserve = 0
        } test: { server in
            var clients: [TestClient] = []
            for _ in 0..<2 {
                var client = try await TestClient.connect(to: server)
                try await client.send("GET / HTTP/1.1\r\n\r\n")
                #expect(await client.answer() != nil)
                clients.append(client)
            }
            var waiting = try await TestClient.connect(to: server)
            try await waiting.send("GET /third HTTP/1.1\r\n\r\n")
            #expect(server.connectionCount == 2)
            for client in clients { await client.close() }
            #expect(await waiting.answer()?.text == "GET /third - ")
        }
    }

    @Test("Half-closed clients get their answers, then the end", arguments: [true, false])
    func halfClosed(_ encrypted: Bool) async throws {
        try await withServer { server in
            var client = try await TestClient.connect(to: server, encrypted: encrypted)
            try await client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n")
            try await client.endInput()
            #expect(await client.answer() != nil)
            if encrypted { #expect(await client.answer()?.text == "GET /2 - ") }
            #expect(await client.answer() == nil)
            await client.close()
            await noneLeft(in: server)
        }
    }

    @Test("A broken handshake closes that connection only")
    func brokenHandshake() async throws {
        try await withServer { server in
            var broken = try await TestClient.connect(to: server, encrypted: false)
            try await broken.send([0x16, 0x03, 0x01, 0x00, 0x05] + [1, 2, 3, 4, 5, 6])
            _ = await broken.everything()
            var client = try await TestClient.connect(to: server)
            try await client.send("GET / HTTP/1.1\r\n\r\n")
            #expect(await client.answer() != nil)
        }
    }
}

/// Returns once every connection of the server has ended; the test's own time limit bounds it.
func noneLeft(in server: Server) async {
    while server.connectionCount > 0 || server.callCount > 0 { await Task.yield() }
}

private func untilCancelled() async {
    let (stream, continuation) = AsyncStream<Never>.makeStream()
    await withTaskCancellationHandler {
        for await _ in stream {}
    } onCancel: {
        continuation.finish()
    }
}

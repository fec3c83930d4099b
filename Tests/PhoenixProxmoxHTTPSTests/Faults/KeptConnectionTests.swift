import PhoenixProxmox
import PhoenixProxmoxHTTPS
import Synchronization
import Testing

@Suite("Connections that are kept", .timeLimit(.minutes(5)))
struct KeptConnectionTests {
    /// What a server may do to the second request of a connection instead of answering.
    static let endings: [[FaultyServer.Step]] = [[.close], [.cut], [.reset]]

    @Test("A connection is kept after answers that came from pvedaemon, whose own ends with each")
    func daemon() async throws {
        let both = "Connection: close\r\nConnection: Keep-Alive\r\nServer: pve-api-daemon/3.0\r\n"
        let server = try await FaultyServer.start { _, _ in [.send(HTTPText.success("ok", extra: both))] }
        let connection = try ProxmoxConnection.open(server)
        for _ in 0..<3 { #expect(try await connection.answer(Call.text) == "ok") }
        await connection.close()
        await server.stop()
        #expect(server.requests.count == 3)
        #expect(server.connectionCount == 1)
    }

    @Test("A read that a closing server swallowed is asked once more", arguments: endings)
    func read(_ ending: [FaultyServer.Step]) async throws {
        let server = try await FaultyServer.start { number, _ in
            number == 1 ? ending : [.send(HTTPText.success("ok"))]
        }
        let connection = try ProxmoxConnection.open(server)
        for _ in 0..<2 { #expect(try await connection.answer(Call.text) == "ok") }
        await connection.close()
        await server.stop()
        #expect(server.requests.count == 3)
        #expect(server.connectionCount == 2)
    }

    @Test("A write that a closing server swallowed is lost, and not sent again", arguments: endings)
    func write(_ ending: [FaultyServer.Step]) async throws {
        let server = try await FaultyServer.start { number, _ in
            number == 1 ? ending : [.send(HTTPText.success("ok"))]
        }
        let connection = try ProxmoxConnection.open(server)
        #expect(try await connection.send(Call.write).status == 200)
        let (end, cause) = await End.of(Call.write, through: connection)
        #expect(end == .lost, "\(cause)")
        #expect(server.requests.count == 2)
        #expect(try await connection.send(Call.write).status == 200)
        await connection.close()
        await server.stop()
        #expect(server.requests.count == 3)
    }

    @Test("A read is asked no third time")
    func readTwice() async throws {
        let server = try await FaultyServer.start { number, _ in
            number == 0 ? [.send(HTTPText.success("ok"))] : [.close]
        }
        let connection = try ProxmoxConnection.open(server)
        _ = try await connection.send(Call.read)
        #expect(await End.of(Call.read, through: connection).0 == .lost)
        await connection.close()
        await server.stop()
        #expect(server.requests.count == 3)
    }

    @Test("A read whose answer had begun, or never came in time, is not asked again")
    func readOnce() async throws {
        for steps in [[.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{"), .close], []] as [[FaultyServer.Step]] {
            try await withGrowingDeadline { seconds in
                let server = try await FaultyServer.start { number, _ in
                    number == 0 ? [.send(HTTPText.success("ok"))] : steps
                }
                let connection = try ProxmoxConnection.open(server) { $0.requestSeconds = seconds }
                let first = await End.of(Call.read, through: connection).0
                let second = await End.of(Call.read, through: connection).0
                await connection.close()
                await server.stop()
                guard first == .status(200), second != .unreachable else { return false }
                #expect(second == .lost)
                await server.requestsCame(2)
                #expect(server.requests.count == 2)
                return true
            }
        }
    }

    @Test("A connection that the server closed while it was kept is replaced without anybody's notice")
    func closedWhileIdle() async throws {
        let server = try await FaultyServer.start { _, _ in [.send(HTTPText.success("ok")), .close] }
        let connection = try ProxmoxConnection.open(server)
        for _ in 0..<5 {
            #expect(try await connection.send(Call.write).status == 200)
            // The server's side has ended only when this side has seen it and ended too.
            try await server.connectionsEnded()
        }
        await connection.close()
        await server.stop()
        #expect(server.requests.count == 5)
        #expect(server.connectionCount == 5)
    }

    @Test(
        "Bytes that nobody asked for end a connection, and are nobody's answer",
        arguments: [
            HTTPText.success("stale"),
            HTTPText.answer("408 Request Time-out", body: "", extra: "Connection: close\r\n"),
            "220 smtp.example ESMTP\r\n",
        ])
    func unaskedBytes(_ bytes: String) async throws {
        let server = try await FaultyServer.start { number, _ in
            [.send(HTTPText.success("ok") + (number == 0 ? bytes : ""))]
        }
        let connection = try ProxmoxConnection.open(server)
        #expect(try await connection.answer(Call.text) == "ok")
        try await server.connectionsEnded()
        #expect(try await connection.answer(Call.text) == "ok")
        #expect(try await connection.send(Call.write).status == 200)
        await connection.close()
        await server.stop()
        #expect(server.requests.count == 3)
        #expect(server.connectionCount == 2)
    }

    @Test("A connection without a request is closed soon")
    func idle() async throws {
        let server = try await FaultyServer.start { _, _ in [.send(HTTPText.success("ok"))] }
        let connection = try ProxmoxConnection.open(server) { $0.idleSeconds = 0.05 }
        #expect(try await connection.send(Call.write).status == 200)
        try await server.connectionsEnded()
        #expect(try await connection.send(Call.write).status == 200)
        await connection.close()
        await server.stop()
        #expect(server.connectionCount == 2)
    }

    @Test("Calls beyond the limit wait for those before them, and no longer than they may")
    func slots() async throws {
        let (asked, asks) = AsyncStream<Void>.makeStream()
        let server = try await FaultyServer.start { number, _ in
            asks.yield()
            return number < 2 ? [] : [.send(HTTPText.success("ok"))]
        }
        let connection = try ProxmoxConnection.open(server) { limits in
            limits.connections = 2
            limits.waitSeconds = 0.05
        }
        let holders = (0..<2).map { _ in Task { await End.of(Call.write, through: connection) } }
        var askedCount = 0
        for await _ in asked {
            askedCount += 1
            if askedCount == 2 { break }
        }
        let (end, cause) = await End.of(Call.write, through: connection)
        #expect(end == .unreachable)
        #expect(cause == "other calls have held all connections for too long")
        for holder in holders {
            holder.cancel()
            #expect(await holder.value.0 == .lost)
        }
        #expect(try await connection.send(Call.write).status == 200)
        await connection.close()
        await server.stop()
        #expect(server.requests.count == 3)
    }
}

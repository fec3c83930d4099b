import PhoenixProxmox
import PhoenixProxmoxHTTPS
import Testing

@Suite("Calls that are ended from this side", .timeLimit(.minutes(5)))
struct EndTests {
    @Test("A cancelled call that was sent is lost, reads and writes alike", arguments: [Call.read, Call.write])
    func cancelledAfterSending(_ request: ProxmoxRequest) async throws {
        let (asked, asks) = AsyncStream<Void>.makeStream()
        let server = try await FaultyServer.start { _, _ in
            asks.yield()
            return []
        }
        let connection = try ProxmoxConnection.open(server)
        let call = Task { await End.of(request, through: connection) }
        for await _ in asked { break }
        call.cancel()
        let (end, cause) = await call.value
        #expect(end == .lost)
        #expect(cause == "127.0.0.1:\(server.port): the call was cancelled")
        await connection.close()
        await server.stop()
        #expect(server.requests.count == 1)
    }

    @Test("A cancelled call that was not sent yet asked nothing, and goes to no other node")
    func cancelledBeforeSending() async throws {
        let silent = try await FaultyServer.start(.silence)
        let other = try await FaultyServer.start { _, _ in [.send(HTTPText.success("ok"))] }
        let connection = try ProxmoxConnection.open(
            ports: [silent.port, other.port], trust: .pinned(try CertificateFingerprint(other.fingerprint)))
        let call = Task { await End.of(Call.write, through: connection) }
        while silent.connectionCount == 0 { await Task.yield() }
        call.cancel()
        let (end, cause) = await call.value
        #expect(end == .unreachable)
        #expect(cause == "127.0.0.1:\(silent.port): the call was cancelled")
        await connection.close()
        await silent.stop()
        await other.stop()
        #expect(other.connectionCount == 0)
    }

    @Test("A task that is cancelled already asks nothing")
    func cancelledBefore() async throws {
        let server = try await FaultyServer.start { _, _ in [.send(HTTPText.success("ok"))] }
        let connection = try ProxmoxConnection.open(server)
        let (start, starts) = AsyncStream<Void>.makeStream()
        let call = Task {
            for await _ in start {}
            return await End.of(Call.write, through: connection)
        }
        call.cancel()
        starts.finish()
        #expect(await call.value.0 == .unreachable)
        await connection.close()
        await server.stop()
        #expect(server.connectionCount == 0)
    }

    @Test("Closing ends what is under way and takes nothing new")
    func close() async throws {
        let (asked, asks) = AsyncStream<Void>.makeStream()
        let server = try await FaultyServer.start { _, _ in
            asks.yield()
            return []
        }
        let connection = try ProxmoxConnection.open(server) { $0.connections = 1 }
        let sent = Task { await End.of(Call.write, through: connection) }
        for await _ in asked { break }
        let waiting = Task { await End.of(Call.write, through: connection) }
        await connection.close()
        #expect(await sent.value.0 == .lost)
        #expect(await waiting.value.0 == .unreachable)
        let (end, cause) = await End.of(Call.read, through: connection)
        #expect(end == .unreachable)
        #expect(cause == "127.0.0.1:\(server.port): Phoenix is stopping")
        await connection.close()
        try await server.connectionsEnded()
        await server.stop()
        #expect(server.requests.count == 1)
    }

    @Test("A connection that nobody closed ends with its last user")
    func forgotten() async throws {
        let server = try await FaultyServer.start { _, _ in [.send(HTTPText.success("ok"))] }
        do {
            let connection = try ProxmoxConnection.open(server)
            #expect(try await connection.send(Call.read).status == 200)
        }
        try await server.connectionsEnded()
        await server.stop()
        #expect(server.connectionCount == 1)
    }
}

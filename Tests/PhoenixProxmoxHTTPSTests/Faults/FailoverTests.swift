import PhoenixModel
import PhoenixProxmox
import PhoenixProxmoxHTTPS
import PhoenixSimulatorServer
import Testing

@Suite("Several nodes of one cluster", .timeLimit(.minutes(5)))
struct FailoverTests {
    private static func open(
        _ servers: [FaultyServer], configure: (inout ConnectionLimits) -> Void = { _ in }
    ) throws -> ProxmoxConnection {
        let fingerprint = try CertificateFingerprint(servers[servers.count - 1].fingerprint)
        return try .open(ports: servers.map(\.port), trust: .pinned(fingerprint), configure: configure)
    }

    private static func good() async throws -> FaultyServer {
        try await FaultyServer.start { _, _ in [.send(HTTPText.success("ok"))] }
    }

    @Test(
        "A node that cannot be reached is passed over, for a write too, and not asked first again",
        arguments: [FaultyServer.Opening.reset, .close, .garbage, .silence])
    func firstGone(_ opening: FaultyServer.Opening) async throws {
        try await withGrowingDeadline { seconds in
            let first = try await FaultyServer.start(opening)
            let second = try await Self.good()
            let connection = try Self.open([first, second]) { limits in
                if opening == .silence { limits.connectSeconds = seconds }
            }
            var ends: Set<End> = []
            for _ in 0..<3 { ends.insert(await End.of(Call.write, through: connection).0) }
            await connection.close()
            await first.stop()
            await second.stop()
            if opening == .silence, ends.contains(.unreachable) { return false }
            #expect(ends == [.status(200)])
            #expect(first.connectionCount == 1)
            #expect(second.requests.count == 3)
            return true
        }
    }

    @Test("A node that stops is passed over, and the next one is stayed with")
    func firstStops() async throws {
        let first = try await FaultyServer.start { _, _ in [.send(HTTPText.success("first")), .close] }
        let second = try await FaultyServer.start { _, _ in [.send(HTTPText.success("second"))] }
        let connection = try Self.open([first, second])
        #expect(try await connection.answer(Call.text) == "first")
        await first.stop()
        try await first.connectionsEnded()
        for _ in 0..<2 { #expect(try await connection.answer(Call.text) == "second") }
        await connection.close()
        await second.stop()
    }

    @Test("A read that a stopping node swallowed is answered by the next one; alone it was lost")
    func swallowed() async throws {
        for hasSecond in [true, false] {
            let first = try await FaultyServer.start { number, _ in
                number == 0 ? [.send(HTTPText.success("first"))] : [.close]
            }
            let second = try await Self.good()
            let connection = try Self.open(hasSecond ? [first, second] : [first])
            #expect(try await connection.answer(Call.text) == "first")
            // The kept connection goes on until its next request.
            await first.stop()
            let (end, cause) = await End.of(Call.read, through: connection)
            await connection.close()
            await second.stop()
            #expect(end == (hasSecond ? .status(200) : .lost), "\(cause)")
            #expect(first.requests.count == 2)
        }
    }

    @Test("When no node can be reached, each is named with its cause")
    func allGone() async throws {
        let servers = [
            try await Self.good(), try await FaultyServer.start(identity: try TestIdentity.make()),
            try await FaultyServer.start(.garbage),
        ]
        await servers[0].stop()
        let connection = try Self.open(servers)
        let (end, cause) = await End.of(Call.write, through: connection)
        await connection.close()
        for server in servers { await server.stop() }
        #expect(end == .unreachable)
        let causes = cause.split(separator: "; ")
        #expect(causes.count == 3)
        for (server, cause) in zip(servers, causes) { #expect(cause.hasPrefix("127.0.0.1:\(server.port): ")) }
        #expect(causes[0].hasSuffix("connection refused"))
        #expect(causes[1].hasSuffix("seen \(servers[1].fingerprint)"))
        #expect(causes[2].hasSuffix("what answers does not speak TLS"))
    }

    @Test("What was lost at one node is asked at no other", arguments: [Call.read, Call.write])
    func lost(_ request: ProxmoxRequest) async throws {
        let first = try await FaultyServer.start { _, _ in [.close] }
        let second = try await Self.good()
        let connection = try Self.open([first, second])
        let (end, cause) = await End.of(request, through: connection)
        await connection.close()
        await first.stop()
        await second.stop()
        #expect(end == .lost)
        #expect(cause == "127.0.0.1:\(first.port): the connection was closed before the answer came")
        #expect(second.connectionCount == 0)
    }

    @Test("A node that takes calls and answers none is asked last from then on")
    func silentNode() async throws {
        try await withGrowingDeadline { seconds in
            let first = try await FaultyServer.start()
            let second = try await Self.good()
            let connection = try Self.open([first, second]) { $0.requestSeconds = seconds }
            var ends: [End] = []
            for _ in 0..<4 { ends.append(await End.of(Call.read, through: connection).0) }
            await connection.close()
            await first.stop()
            await second.stop()
            guard ends[0] == .lost, !ends.dropFirst().contains(where: { $0 != .status(200) }) else { return false }
            await first.requestsCame(1)
            #expect(first.requests.count == 1)
            #expect(second.requests.count == 3)
            return true
        }
    }

    @Test("A refusal and a failure between nodes are answers", arguments: [500, 595, 596, 599])
    func refusal(_ status: Int) async throws {
        let first = try await FaultyServer.start { _, _ in
            [.send("HTTP/1.1 \(status) no\r\nConnection: close\r\n\r\n"), .cut]
        }
        let second = try await Self.good()
        let connection = try Self.open([first, second])
        #expect(try await connection.send(Call.write).status == status)
        await connection.close()
        await first.stop()
        await second.stop()
        #expect(first.requests.count == 1)
        #expect(second.connectionCount == 0)
    }

    @Test("Of two simulated nodes one goes away, and calls go on, by token and by ticket", arguments: [true, false])
    func simulated(_ isToken: Bool) async throws {
        let (certificate, key) = try TestIdentity.pemPair()
        try await withFile(certificate) { certificate in
            try await withFile(key) { key in
                let source = CertificateSource.files(certificatePath: certificate, keyPath: key)
                let first = try await SimulatedProxmox.start { $0.certificate = source }
                let second = try await SimulatedProxmox.start { $0.certificate = source }
                let connection = try ProxmoxConnection.open(
                    ports: [first.port, second.port], host: "localhost", trust: .authorities(file: certificate),
                    credentials: isToken ? .testToken() : .testUser())
                let write = ProxmoxRequest(.post, "/pools", ["poolid": "lab"])
                #expect(try await connection.send(Call.read).status == 200)
                await first.stop()
                // A read finds the end of the kept connection, which a write could meet halfway.
                #expect(try await connection.send(Call.read).status == 200)
                #expect(try await connection.send(write).status == 200)
                await connection.close()
                await second.stop()
                #expect(second.comment(ofPool: "lab") != nil)
                #expect(first.comment(ofPool: "lab") == nil)
                #expect(first.logins.count + second.logins.count == (isToken ? 0 : 1))
            }
        }
    }
}

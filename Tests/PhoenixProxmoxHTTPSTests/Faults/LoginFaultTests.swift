import Foundation
import PhoenixModel
import PhoenixProxmox
import PhoenixProxmoxHTTPS
import Testing

@Suite("What goes wrong with logins", .timeLimit(.minutes(5)))
struct LoginFaultTests {
    private static let ticket = HTTPText.answer(
        "200 OK",
        body: #"{"data":{"username":"root@pam","ticket":"PVE:root@pam:1::a+b/c=","CSRFPreventionToken":"1:d"}}"#)

    @Test("A ticket is sent escaped, as the server takes it apart again")
    func escapes() async throws {
        let server = try await FaultyServer.start { number, _ in
            [.send(number == 0 ? Self.ticket : HTTPText.success("ok"))]
        }
        let connection = try ProxmoxConnection.open(server, credentials: .testUser())
        #expect(try await connection.send(Call.write).status == 200)
        await connection.close()
        await server.stop()
        let cookie = server.requests.last?.firstMatch(of: /Cookie: (.*)\r\n/)?.1
        #expect(cookie == "PVEAuthCookie=PVE%3Aroot%40pam%3A1%3A%3Aa%2Bb%2Fc%3D")
        #expect(server.requests.last?.contains("CSRFPreventionToken: 1:d\r\n") == true)
    }

    @Test("A caller who is refused with every ticket is told so after two tries")
    func refusedForGood() async throws {
        let server = try await FaultyServer.start { _, request in
            request.contains("/access/ticket")
                ? [.send(Self.ticket)] : [.send(HTTPText.unauthorized), .cut]
        }
        let connection = try ProxmoxConnection.open(server, credentials: .testUser())
        let answer = try await connection.send(Call.write)
        await connection.close()
        await server.stop()
        #expect(answer == ProxmoxAnswer(status: 401, reason: "Authentication failed!", body: Data()))
        #expect(server.requests.map { $0.contains("/access/ticket") } == [true, false, true, false])
    }

    @Test("A refused renewal leads to the password")
    func refusedRenewal() async throws {
        let server = try await FaultyServer.start { _, request in
            if request.contains("password=PVE") { return [.send(HTTPText.unauthorized), .cut] }
            return [.send(request.contains("/access/ticket") ? Self.ticket : HTTPText.success("ok"))]
        }
        let clock = TestClock()
        let connection = try ProxmoxConnection.open(server, credentials: .testUser(), clock: clock)
        #expect(try await connection.send(Call.read).status == 200)
        clock.advance(seconds: ConnectionLimits.standardRenewalSeconds)
        #expect(try await connection.send(Call.read).status == 200)
        await connection.close()
        await server.stop()
        let logins = server.requests.filter { $0.contains("/access/ticket") }
        #expect(logins.map { $0.hasSuffix("password=password") } == [true, false, true])
    }

    @Test("A second factor is asked of no program")
    func secondFactor() async throws {
        let server = try await FaultyServer.start { _, _ in
            [.send(HTTPText.answer("200 OK", body: #"{"data":{"ticket":"PVE:!tfa!x","NeedTFA":1}}"#))]
        }
        let connection = try ProxmoxConnection.open(server, credentials: .testUser())
        let answer = try await connection.send(Call.read)
        await connection.close()
        await server.stop()
        #expect(answer.status == 401)
        #expect(Refusal(answer).message.contains("second factor"))
        #expect(server.requests.count == 1)
    }

    @Test(
        "A write whose login was lost was never asked",
        arguments: [[.close], [.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"), .reset], [.send("x\r\n\r\n")]]
            as [[FaultyServer.Step]])
    func lostLogin(_ steps: [FaultyServer.Step]) async throws {
        let server = try await FaultyServer.start { _, _ in steps }
        let connection = try ProxmoxConnection.open(server, credentials: .testUser())
        let (end, cause) = await End.of(Call.write, through: connection)
        await connection.close()
        await server.stop()
        #expect(end == .unreachable)
        #expect(cause.hasPrefix("cannot log in as root@pam: 127.0.0.1:\(server.port): "), "\(cause)")
        #expect(server.requests.allSatisfy { $0.contains("/access/ticket") })
    }

    @Test("An answer that is no ticket is no ticket, and is not shown")
    func strangeTicket() async throws {
        let server = try await FaultyServer.start { _, _ in [.send(HTTPText.success("hunter2"))] }
        let connection = try ProxmoxConnection.open(server, credentials: .testUser())
        let (end, cause) = await End.of(Call.write, through: connection)
        await connection.close()
        await server.stop()
        #expect(end == .unreachable)
        #expect(cause == "cannot log in as root@pam: the answer was not understood")
    }

    @Test("A login that one node loses is made at the next")
    func otherNode() async throws {
        let first = try await FaultyServer.start { _, _ in [.close] }
        let second = try await FaultyServer.start { number, _ in
            [.send(number == 0 ? Self.ticket : HTTPText.success("ok"))]
        }
        let connection = try ProxmoxConnection.open(
            ports: [first.port, second.port], trust: .pinned(try CertificateFingerprint(second.fingerprint)),
            credentials: .testUser())
        #expect(try await connection.send(Call.write).status == 200)
        await connection.close()
        await first.stop()
        await second.stop()
        #expect(second.requests.count == 2)
    }

    @Test("Who stops waiting for a login does not take it from the others")
    func cancelledWaiter() async throws {
        let (asked, asks) = AsyncStream<Void>.makeStream()
        let server = try await FaultyServer.start { _, request in
            if request.contains("/access/ticket") { asks.yield() }
            return request.contains("/access/ticket") ? [] : [.send(HTTPText.success("ok"))]
        }
        let connection = try ProxmoxConnection.open(server, credentials: .testUser())
        let first = Task { await End.of(Call.write, through: connection) }
        for await _ in asked { break }
        let second = Task { await End.of(Call.read, through: connection) }
        first.cancel()
        let (end, cause) = await first.value
        #expect(end == .unreachable)
        #expect(cause == "the call was cancelled")
        await connection.close()
        let (otherEnd, otherCause) = await second.value
        #expect(otherEnd == .unreachable)
        #expect(otherCause.contains("the call was cancelled") || otherCause.contains("Phoenix is stopping"))
        await server.stop()
        #expect(server.requests.count == 1)
    }
}

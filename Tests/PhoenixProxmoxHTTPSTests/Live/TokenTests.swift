import Foundation
import PhoenixModel
import PhoenixProxmox
import PhoenixProxmoxHTTPS
import PhoenixSimulatorAPI
import PhoenixSimulatorServer
import Testing

@Suite("Calls with an API token to a simulated Proxmox", .timeLimit(.minutes(5)))
struct TokenTests {
    private struct Version: Decodable, Sendable { let version: String }

    @Test("A read, a write and a refusal are answered, without a login")
    func calls() async throws {
        try await withProxmox { proxmox, connection in
            let version = try await connection.answer(PhoenixProxmox.Endpoint<Version>(.get, "/version"))
            #expect(version.version.hasPrefix("9."))
            let pool = ProxmoxRequest(.post, "/pools", ["poolid": "lab", "comment": "a&b=c d"])
            #expect(try await connection.send(pool).status == 200)
            #expect(proxmox.comment(ofPool: "lab") == "a&b=c d")
            let again = try await connection.send(pool)
            #expect(again.status == 500)
            #expect(Refusal(again).message == "create pool failed: pool 'lab' already exists")
            #expect(again.reason == "create pool failed: pool 'lab' already exists")
            let deletion = ProxmoxRequest(.delete, "/pools", ["poolid": "lab"])
            #expect(try await connection.send(deletion).status == 200)
            #expect(proxmox.comment(ofPool: "lab") == nil)
            #expect(proxmox.logins.isEmpty)
        }
    }

    @Test("A wrong secret is Proxmox's refusal, in its own words")
    func wrongSecret() async throws {
        let credentials = try ProxmoxCredentials(token: "root@pam!phoenix", secret: Secret("wrong"))
        try await withProxmox(credentials) { proxmox, connection in
            let answer = try await connection.send(Call.read)
            #expect(answer.status == 401)
            #expect(answer.reason == "Authentication failed!")
            #expect(proxmox.records.count == 1)
        }
    }

    @Test("Calls one after another share one connection, and its end after a hundred is no fault")
    func oneConnection() async throws {
        try await withProxmox { proxmox, connection in
            for _ in 0..<150 {
                let status = try await connection.send(Call.read).status
                #expect(status == 200)
            }
            #expect(proxmox.records.count == 150)
            #expect(proxmox.usedConnectionCount == 2)
        }
    }

    @Test("Many calls at once share few connections")
    func manyCalls() async throws {
        try await withProxmox { proxmox, connection in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<200 {
                    let request = number.isMultiple(of: 2) ? Call.read : ProxmoxRequest(.get, "/nodes")
                    group.addTask { try await connection.send(request).status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == Array(repeating: 200, count: 200))
            // Each connection ends after a hundred requests or when it was idle for long, and another takes its place.
            #expect(proxmox.usedConnectionCount < 40)
        }
    }

    @Test("A compressed answer is taken, up to the limit of what it unfolds to")
    func compression() async throws {
        let comment = String(repeating: "a", count: 10_000)
        let pool = ProxmoxRequest(.post, "/pools", ["poolid": "lab", "comment": comment])
        let look = ProxmoxRequest(.get, "/pools", ["poolid": "lab"])
        try await withProxmox { _, connection in
            _ = try await connection.send(pool)
            let answer = try await connection.send(look)
            #expect(answer.body.count > 10_000)
        }
        try await withProxmox { limits in
            limits.answerBytes = 9_000
        } _: { proxmox, connection in
            _ = try await connection.send(pool)
            let (end, cause) = await End.of(look, through: connection)
            #expect(end == .lost)
            #expect(cause.hasSuffix("the answer is larger than 9000 bytes"))
            #expect(proxmox.records.last?.request.headerFields["Accept-Encoding"] == "gzip")
        }
    }

    @Test("A failure between nodes is Proxmox's answer")
    func silentNode() async throws {
        let server = try await FaultyServer.start { _, _ in
            [.send("HTTP/1.1 595 No route to host\r\nConnection: close\r\n\r\n"), .cut]
        }
        let connection = try ProxmoxConnection.open(server)
        let answer = try await connection.send(Call.write)
        await connection.close()
        await server.stop()
        #expect(answer == ProxmoxAnswer(status: 595, reason: "No route to host", body: Data()))
        #expect(server.requests.count == 1)
    }
}

import Foundation
import PhoenixModel
import PhoenixProxmox
import PhoenixProxmoxHTTPS
import PhoenixSimulatorAPI
import PhoenixSimulatorServer
import Testing

@Suite("Calls with a user's password to a simulated Proxmox", .timeLimit(.minutes(5)))
struct TicketTests {
    private static let write = ProxmoxRequest(.post, "/pools", ["poolid": "lab"])

    @Test("The first call logs in; writes carry the token against forgery, reads do not")
    func login() async throws {
        try await withProxmox(.testUser()) { proxmox, connection in
            #expect(proxmox.records.isEmpty)
            let (read, write) = (try await connection.send(Call.read), try await connection.send(Self.write))
            #expect(read.status == 200 && write.status == 200)
            let logins = proxmox.logins.map(\.request.text)
            #expect(logins == ["username=root%40pam&password=password"])
            let hasToken = proxmox.calls.map { $0.request.headerFields["CSRFPreventionToken"] != nil }
            #expect(hasToken == [false, true])
            #expect(proxmox.logins.allSatisfy { $0.request.headerFields["Cookie"] == nil })
        }
    }

    @Test("However many calls need it, there is one login")
    func oneLogin() async throws {
        try await withProxmox(.testUser()) { proxmox, connection in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<50 { group.addTask { try await connection.send(Call.read).status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == Array(repeating: 200, count: 50))
            #expect(proxmox.logins.count == 1)
        }
    }

    @Test("A ticket is exchanged for a new one before it is too old, without the password")
    func renewal() async throws {
        try await withProxmox(.testUser()) { proxmox, connection in
            _ = try await connection.send(Call.read)
            proxmox.clock.advance(seconds: ConnectionLimits.standardRenewalSeconds - 1)
            #expect(try await connection.send(Self.write).status == 200)
            #expect(proxmox.logins.count == 1)
            proxmox.clock.advance(seconds: 1)
            #expect(try await connection.send(Call.read).status == 200)
            #expect(proxmox.logins.count == 2)
            #expect(proxmox.logins.last?.request.text.contains("password=PVE%3Aroot%40pam") == true)
            // A day of calls, one in ten minutes.
            for _ in 0..<144 {
                proxmox.clock.advance(seconds: 600)
                let answer = try await connection.send(Call.read)
                #expect(answer.status == 200)
            }
            #expect(proxmox.logins.count == 2 + 16)
            #expect(proxmox.logins.filter { $0.request.text.hasSuffix("password=password") }.count == 1)
            #expect(proxmox.calls.allSatisfy { $0.answer.status == 200 })
        }
    }

    @Test("After a long sleep the password is used again")
    func longSleep() async throws {
        try await withProxmox(.testUser()) { proxmox, connection in
            _ = try await connection.send(Call.read)
            proxmox.clock.advance(seconds: 100_000)
            #expect(try await connection.send(Self.write).status == 200)
            #expect(proxmox.logins.map(\.answer.status) == [200, 200])
            #expect(proxmox.logins.last?.request.text.hasSuffix("password=password") == true)
            #expect(proxmox.callStatuses == [200, 200])
        }
    }

    @Test("A ticket that the server no longer takes is replaced once, and a write is sent again")
    func expired() async throws {
        try await withProxmox(.testUser()) { limits in
            // The client's clock says nothing of the ticket's age.
            limits.renewalSeconds = 1_000_000
        } _: { proxmox, connection in
            _ = try await connection.send(Call.read)
            proxmox.clock.advance(seconds: 8_000)
            #expect(try await connection.send(Self.write).status == 200)
            #expect(proxmox.callStatuses == [200, 401, 200])
            #expect(proxmox.logins.map(\.answer.status) == [200, 200])
            #expect(proxmox.comment(ofPool: "lab") != nil)
        }
    }

    @Test("A wrong password is the server's refusal, once for each call")
    func wrongPassword() async throws {
        try await withProxmox(.testUser(password: "wrong")) { proxmox, connection in
            for _ in 0..<2 {
                let answer = try await connection.send(Self.write)
                #expect(answer.status == 401)
                #expect(Refusal(answer).message == "authentication failure")
            }
            #expect(proxmox.logins.count == 2)
            #expect(proxmox.calls.isEmpty)
        }
    }

    @Test("A password that was changed meanwhile is a refusal too")
    func changedPassword() async throws {
        try await withProxmox(.testUser()) { proxmox, connection in
            _ = try await connection.send(Call.read)
            try proxmox.setPassword("other")
            proxmox.clock.advance(seconds: 100_000)
            #expect(try await connection.send(Self.write).status == 401)
            #expect(proxmox.logins.map(\.answer.status) == [200, 401])
        }
    }
}

extension APIRequest {
    /// The body as text.
    fileprivate var text: String { String(decoding: body, as: UTF8.self) }
}

import PhoenixModel
import PhoenixProxmox
import PhoenixProxmoxHTTPS
import Testing

@Suite("Whom a connection trusts", .timeLimit(.minutes(5)))
struct CertificateTests {
    private static func end(
        _ request: ProxmoxRequest = Call.write, at server: FaultyServer, host: String = "127.0.0.1",
        _ trust: CertificateTrust
    ) async throws -> (End, cause: String) {
        let connection = try ProxmoxConnection.open(ports: [server.port], host: host, trust: trust)
        let end = await End.of(request, through: connection)
        await connection.close()
        return end
    }

    private static func withServer(
        host: String = "127.0.0.1", _ test: (FaultyServer) async throws -> Void
    ) async throws {
        let server = try await FaultyServer.start(host: host) { _, _ in [.send(HTTPText.success("ok"))] }
        try await test(server)
        await server.stop()
    }

    @Test("The pinned certificate is enough, in every way to write its fingerprint")
    func pinned() async throws {
        try await Self.withServer { server in
            let bare = server.fingerprint.replacing(":", with: "")
            for text in [server.fingerprint, bare, bare.lowercased(), "SHA256:\(server.fingerprint)"] {
                let trust = CertificateTrust.pinned(try CertificateFingerprint(text))
                #expect(try await Self.end(at: server, trust).0 == .status(200))
            }
        }
    }

    @Test("Another certificate is refused before a byte is sent, and both fingerprints are named")
    func wrongPin() async throws {
        try await Self.withServer { server in
            let other = String(repeating: "AB:", count: 31) + "CD"
            let trust = CertificateTrust.pinned(try CertificateFingerprint(other))
            for request in [Call.read, Call.write] {
                let (end, cause) = try await Self.end(request, at: server, trust)
                #expect(end == .unreachable)
                #expect(
                    cause == "127.0.0.1:\(server.port): its certificate is not the pinned one: "
                        + "expected SHA-256 \(other), seen \(server.fingerprint)")
            }
            #expect(server.connectionCount == 2)
            #expect(server.requests.isEmpty)
        }
    }

    @Test("Many calls at once with a wrong pin all end")
    func wrongPinForMany() async throws {
        try await Self.withServer { server in
            let trust = CertificateTrust.pinned(try CertificateFingerprint(String(repeating: "00", count: 32)))
            let connection = try ProxmoxConnection.open(ports: [server.port], trust: trust)
            let ends = await withTaskGroup(of: End.self) { group in
                for _ in 0..<50 { group.addTask { await End.of(Call.write, through: connection).0 } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            await connection.close()
            #expect(ends == Array(repeating: .unreachable, count: 50))
            #expect(server.requests.isEmpty)
        }
    }

    @Test("An authority in a file vouches for the names in the certificate", arguments: ["127.0.0.1", "localhost"])
    func authority(_ host: String) async throws {
        let text = try TestIdentity.pem(try TestIdentity.shared.get())
        try await withFile(text) { file in
            try await Self.withServer { server in
                let (end, cause) = try await Self.end(at: server, host: host, .authorities(file: file))
                #expect(end == .status(200), "\(cause)")
            }
        }
    }

    @Test("A certificate for other names is refused")
    func wrongName() async throws {
        let text = try TestIdentity.pem(try TestIdentity.shared.get())
        try await withFile(text) { file in
            try await Self.withServer(host: "127.0.0.2") { server in
                let (end, cause) = try await Self.end(at: server, host: "127.0.0.2", .authorities(file: file))
                #expect(end == .unreachable)
                #expect(cause.hasSuffix("its certificate is for other names than '127.0.0.2'"), "\(cause)")
                #expect(server.requests.isEmpty)
            }
        }
    }

    @Test("Another authority's certificate is refused")
    func otherAuthority() async throws {
        try await withFile(try TestIdentity.pem(try TestIdentity.make())) { file in
            try await Self.withServer { server in
                let (end, cause) = try await Self.end(at: server, .authorities(file: file))
                #expect(end == .unreachable)
                #expect(
                    cause.hasSuffix("its certificate is not valid, or not signed by an authority in \(file)"),
                    "\(cause)")
                #expect(server.requests.isEmpty)
            }
        }
    }

    @Test("This machine's authorities know no node's own certificate")
    func systemAuthorities() async throws {
        try await Self.withServer { server in
            let (end, cause) = try await Self.end(at: server, .systemAuthorities)
            #expect(end == .unreachable)
            #expect(cause.hasSuffix("not signed by an authority that this machine trusts"), "\(cause)")
            #expect(server.requests.isEmpty)
        }
    }

    @Test("A file without certificates is refused before anything is tried", arguments: ["", "no certificate\n"])
    func unreadableFile(_ text: String) async throws {
        try await withFile(text) { file in
            let failure = #expect(throws: Failure.self) {
                try ProxmoxConnection.open(ports: [1], trust: .authorities(file: file))
            }
            #expect(failure?.code == .settingsInvalid)
            #expect(failure?.message.contains(file) == true)
        }
        #expect(throws: Failure.self) {
            try ProxmoxConnection.open(ports: [1], trust: .authorities(file: "/nonexistent/ca.pem"))
        }
    }
}

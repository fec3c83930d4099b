import Foundation
import NIOSSL
import PhoenixSimulatorAPI
import PhoenixSimulatorServer
import Testing

/// Start and stop.
@Suite(.timeLimit(.minutes(1)))
struct LifeTests {
    @Test("A fingerprint names the certificate that is shown")
    func fingerprint() async throws {
        try await withServer { server in
            let parts = server.fingerprint.split(separator: ":")
            #expect(parts.count == 32)
            #expect(parts.allSatisfy { $0.count == 2 && $0 == $0.uppercased() })
        }
    }

    @Test("A port that is taken is named")
    func addressInUse() async throws {
        try await withServer { server in
            var configuration = ServerConfiguration.forTests
            configuration.port = server.address.port
            let failure = await #expect(throws: ServerError.self) {
                try await Server.start(handler: ClosureHandler.echo, configuration: configuration)
            }
            #expect(failure == .addressInUse(host: "127.0.0.1", port: server.address.port))
        }
    }

    @Test("An address of another machine is refused")
    func foreignAddress() async throws {
        var configuration = ServerConfiguration.forTests
        configuration.host = "192.0.2.1"
        let failure = await #expect(throws: ServerError.self) {
            try await Server.start(handler: ClosureHandler.echo, configuration: configuration)
        }
        guard case .addressUnusable = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test("Files that hold no certificate or key are named")
    func unreadableFiles() async throws {
        let none = CertificateSource.files(certificatePath: "/nonexistent.pem", keyPath: "/nonexistent.key")
        let failure = await #expect(throws: ServerError.self) {
            try await Server.start(handler: ClosureHandler.echo, configuration: ServerConfiguration(certificate: none))
        }
        guard case .certificateUnreadable(path: "/nonexistent.pem", _) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect("\(ServerError.addressInUse(host: "::1", port: 8006))".contains("::1:8006"))
    }

    @Test("A stop gives the answer that is owed, frees the port, and may be repeated")
    func stop() async throws {
        let (asked, continuation) = AsyncStream<Void>.makeStream()
        let (released, release) = AsyncStream<Void>.makeStream()
        let handler = ClosureHandler { _ in
            continuation.yield()
            for await _ in released { break }
            return .data("owed")
        }
        let server = try await Server.start(handler: handler, configuration: .forTests)
        var busy = try await TestClient.connect(to: server)
        var idle = try await TestClient.connect(to: server)
        try await busy.send("GET / HTTP/1.1\r\n\r\n")
        for await _ in asked { break }
        async let stopped: Void = server.stop()
        #expect(await idle.everything() == "")
        release.yield()
        let answer = await busy.answer()
        #expect(answer?.text == "owed")
        #expect(answer?.connection == ["close"])
        await busy.close()
        await stopped
        await server.stop()
        #expect(server.connectionCount == 0)
        await #expect(throws: (any Error).self) { _ = try await TestClient.connect(to: server) }
    }

    @Test("A stop does not wait for ever")
    func impatientStop() async throws {
        let (asked, continuation) = AsyncStream<Void>.makeStream()
        let handler = ClosureHandler { _ in
            continuation.yield()
            let (never, end) = AsyncStream<Void>.makeStream()
            await withTaskCancellationHandler {
                for await _ in never {}
            } onCancel: {
                end.finish()
            }
            return .data("late")
        }
        try await withServer(handler) {
            $0.limits.stopSeconds = 0.05
        } test: { server in
            var client = try await TestClient.connect(to: server)
            try await client.send("GET / HTTP/1.1\r\n\r\n")
            for await _ in asked { break }
            await server.stop()
            #expect(await client.everything() == "")
        }
    }
}

import Foundation
import PhoenixModel
import TestPrograms
import Testing

@testable import PhoenixGit

@Suite("Over https://", .serialized)
struct HTTPSTests {
    private let fixture: Fixture
    private let server: Server
    private let certificate: String

    /// A server with a certificate that it has signed itself.
    init() throws {
        fixture = try Fixture()
        let folder = fixture.state
        certificate = folder["certificate.pem"]
        try Command.run(
            [
                "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", folder["key.pem"], "-out",
                certificate,
            ], home: folder.path)
        let both =
            try String(contentsOfFile: folder["key.pem"], encoding: .utf8)
            + String(contentsOfFile: certificate, encoding: .utf8)
        try both.write(toFile: folder["both.pem"], atomically: true, encoding: .utf8)
        server = try Server.http(
            fixture.upstream.folder.path, ["--certificate", folder["both.pem"], "--redirect", "http://127.0.0.1:1"])
    }

    private func repository(
        _ trust: CertificateTrust, host: String = "localhost", path: String = "fleet.git"
    ) throws -> GitRepository {
        var settings = try fixture.settings("https://\(host):\(server.port)/\(path)")
        settings.trust = trust
        return try GitRepository(settings)
    }

    private func fingerprint() throws -> CertificateFingerprint {
        let printed = try Command.run(
            ["openssl", "x509", "-in", certificate, "-noout", "-fingerprint", "-sha256"], home: fixture.state.path)
        let text = printed.split(separator: "=").last.map(String.init) ?? ""
        return try CertificateFingerprint(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    @Test("an unknown certificate is refused, and its fingerprint shown")
    func unknown() async throws {
        let failure = await thrownFailure { _ = try await repository(.systemAuthorities).latest() }
        #expect(failure?.code == .gitUnreachable)
        #expect(failure?.disposition == .stall)
        let presented = try fingerprint().description
        #expect(failure?.causes.contains("presented \(presented)") == true, "\(String(describing: failure))")
    }

    @Test("a pinned certificate is accepted")
    func pinned() async throws {
        let repository = try repository(.pinned(fingerprint()))
        #expect(try await repository.latest() == (try fixture.upstream.tip()))
    }

    @Test("another certificate than the pinned one is refused, and both fingerprints are shown")
    func otherPin() async throws {
        let other = try CertificateFingerprint(String(repeating: "AB", count: 32))
        let failure = await thrownFailure { _ = try await repository(.pinned(other)).latest() }
        #expect(try failure?.causes == ["presented \(fingerprint())", "pinned \(other)"])
    }

    @Test("the authorities of a file are trusted, for the names in the certificate only")
    func authorities() async throws {
        #expect(try await repository(.authorities(file: certificate)).latest() == (try fixture.upstream.tip()))
        let refused = await thrownFailure { _ = try await repository(.systemAuthorities).latest() }
        #expect(refused?.code == .gitUnreachable, "the authorities of one repository do not count for another")
    }

    @Test("the authorities of this machine are trusted", .enabled(if: Self.canMount))
    func systemAuthorities() throws {
        let script = "mount --bind \"$1\" \(ProcessTrust.systemAuthoritiesFile) && exec \"$2\" \"$3\" main \"$4\""
        let url = "https://localhost:\(server.port)/fleet.git"
        let printed = try Command.run(
            Self.ownMounts + ["sh", "-c", script, "sh", certificate, Probe.path(), url, fixture.state["probe.git"]],
            home: fixture.state.path)
        #expect(printed == "\(try fixture.upstream.tip())\n")
    }

    /// Lets a program see other files in the place of the machine's, where the kernel allows that.
    private static let ownMounts = ["unshare", "--mount", "--map-root-user"]

    private static let canMount =
        FileManager.default.fileExists(atPath: ProcessTrust.systemAuthoritiesFile)
        && (try? Command.run(ownMounts + ["true"], home: "/")) != nil

    @Test("a file without certificates is a mistake in the settings")
    func noAuthorities() async throws {
        let failure = await thrownFailure { _ = try await repository(.authorities(file: "/etc/hostname")).latest() }
        #expect(failure?.code == .settingsInvalid)
    }

    @Test("a redirect to plain http is not followed")
    func downgrade() async throws {
        let repository = try repository(.pinned(fingerprint()), path: "moved/fleet.git")
        let failure = await thrownFailure { _ = try await repository.latest() }
        #expect(failure?.code == .gitUnreachable)
        #expect(failure?.message.contains("redirects") == true, "\(String(describing: failure))")
    }
}

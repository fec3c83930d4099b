import PhoenixModel
import Testing

@testable import PhoenixGit

@Suite("The address of a repository")
struct RemoteURLTests {
    @Test(
        "is read",
        arguments: [
            ("/srv/fleet.git", RemoteURL.Location.path("/srv/fleet.git")),
            ("/srv/my fleet", .path("/srv/my fleet")),
            ("file:///srv/my%20fleet.git", .path("/srv/my fleet.git")),
            ("file://localhost/srv/fleet", .path("/srv/fleet")),
            ("git://Host/fleet", .network(.git, host: "host", port: "9418")),
            ("http://127.0.0.1:8080/a/b.git", .network(.http, host: "127.0.0.1", port: "8080")),
            ("HTTPS://git.example.org/fleet", .network(.https, host: "git.example.org", port: "443")),
            ("https://[::1]:3000/fleet", .network(.https, host: "::1", port: "3000")),
        ])
    func reads(_ text: String, location: RemoteURL.Location) throws {
        #expect(try RemoteURL(text).location == location)
    }

    @Test(
        "is refused with a remedy",
        arguments: [
            "", "fleet.git", "ftp://host/x", "ssh://git@host/x", "git+ssh://host/x", "git@github.com:owner/fleet.git",
            "https://user@host/x", "https://host", "https://host/", "https:///x", "https://host:0/x",
            "https://host:99999/x", "https://host/x?token=1", "https://host/x#y", "git://ho st/x", "git://host/x\ny",
            "file://server/share", "file:///x%zz", "file:///x%0a", "https://[::1/x", "https://host\\@evil/x",
            "https://host/" + String(repeating: "x", count: 3000),
        ])
    func refuses(_ text: String) {
        let thrown = #expect(throws: Failure.self) { try RemoteURL(text) }
        #expect(thrown?.code == .settingsInvalid)
        #expect(thrown?.disposition == .stall)
    }

    @Test(
        "never shows a password",
        arguments: [
            "https://user:hunter2@host/x", "https:/user:hunter2@host/x", "ssh://user:hunter2@host/x",
            "hunter2@host:fleet", "ftp://a:b@c:hunter2@host/x",
        ])
    func hidesPasswords(_ text: String) throws {
        let thrown = try #require(throws: Failure.self) { try RemoteURL(text) }
        #expect(!"\(thrown)".contains("hunter2"))
    }

    @Test("is not combined with settings that it would ignore")
    func contradictions() throws {
        let pin = try CertificateFingerprint(String(repeating: "ab", count: 32))
        var settings = GitSettings(remote: try RemoteURL("/srv/x"), reference: .branch("main"), mirrorDirectory: "/m")
        settings.trust = .pinned(pin)
        #expect(throws: Failure.self) { try GitRepository(settings) }
        settings.trust = .systemAuthorities
        settings.credential = { GitCredential(user: "a", password: "b") }
        #expect(throws: Failure.self) { try GitRepository(settings) }
    }
}

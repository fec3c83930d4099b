import PhoenixModel
import PhoenixProxmoxHTTPS
import Testing

@Suite("Settings of a connection")
struct SettingsTests {
    @Test(
        "An address is read with or without a port",
        arguments: [
            ("https://pve1.example", "pve1.example:8006"), ("https://PVE1:443/", "pve1:443"),
            ("HTTPS://10.0.0.5", "10.0.0.5:8006"), ("https://[FD00::5]:8007", "[fd00::5]:8007"),
            ("https://[::1]", "[::1]:8006"), ("https://pve_1.lan", "pve_1.lan:8006"),
        ])
    func address(_ text: String, _ shown: String) throws {
        #expect("\(try ServerAddress(text))" == shown)
    }

    @Test(
        "An address that cannot be meant is refused with what is wrong",
        arguments: [
            ("pve1", "does not begin with https://"), ("", "does not begin with https://"),
            ("pve1:8006", "does not begin with https://"), ("http://pve1:8006", "https and nothing else"),
            ("https://", "neither a name nor"), ("https://pve 1", "neither a name nor"),
            ("https://pvé", "neither a name nor"), ("https://[::1", "neither a name nor"),
            ("https://[::x]", "neither a name nor"), ("https://[pve1]", "neither a name nor"),
            ("https://::1", "neither a name nor"), ("https://pve1:0", "1 to 65535"),
            ("https://pve1:65536", "1 to 65535"), ("https://pve1:+80", "1 to 65535"),
            ("https://pve1:", "1 to 65535"), ("https://pve1:8006/api2", "goes on behind the port"),
            ("https://pve1?a", "goes on behind the port"), ("https://root:hunter2@pve1", "do not belong"),
        ])
    func wrongAddress(_ text: String, _ reason: String) {
        let failure = #expect(throws: Failure.self) { try ServerAddress(text) }
        #expect(failure?.code == .settingsInvalid)
        #expect(failure?.message.contains(reason) == true, "\(failure?.message ?? "")")
        #expect(failure?.message.contains("hunter2") == false)
        #expect(failure?.remedy.contains("https://HOST") == true)
    }

    @Test("A fingerprint is read as people copy it, and shown in one form")
    func fingerprint() throws {
        let shown = (0..<32).map { $0 == 0 ? "AB" : "0F" }.joined(separator: ":")
        let bare = shown.replacing(":", with: "")
        for text in [
            shown, shown.lowercased(), bare, bare.lowercased(), "SHA256:\(shown)", "sha256:\(bare)",
            "sha256 Fingerprint=\(shown)",
        ] {
            #expect("\(try CertificateFingerprint(text))" == shown)
        }
    }

    @Test(
        "What is no SHA-256 fingerprint is refused",
        arguments: [
            "", "AB", String(repeating: "AB:", count: 31), String(repeating: "A", count: 63),
            String(repeating: "AB", count: 33), String(repeating: "AB:", count: 32), String(repeating: "GG", count: 32),
            String(repeating: "+1", count: 32), String(repeating: "A:B", count: 21) + "A",
            "MD5:" + String(repeating: "AB", count: 32),
        ])
    func wrongFingerprint(_ text: String) {
        let failure = #expect(throws: Failure.self) { try CertificateFingerprint(text) }
        #expect(failure?.code == .settingsInvalid)
    }

    @Test("Credentials that cannot be meant are refused, and never shown")
    func wrongCredentials() throws {
        let secret = Secret("0f7a2c1e-hunter2")
        for name in ["", "root@pam", "root!x", "root@pam!", "root@pam!a!b", "root@pam!a b", "a:b@pam!x", "r%t@pam!x"] {
            let failure = #expect(throws: Failure.self) { try ProxmoxCredentials(token: name, secret: secret) }
            #expect(failure.map { "\($0)".contains("hunter2") } == false)
        }
        for text in ["", "hunter2\n", "root@pam!x=hunter2", "hunter2 ", "hünter2"] {
            let failure = #expect(throws: Failure.self) {
                try ProxmoxCredentials(token: "root@pam!phoenix", secret: Secret(text))
            }
            #expect(failure.map { "\($0)".contains("nter2") } == false)
        }
        for user in ["", "root", "@pam", "root@", "ro ot@pam"] {
            #expect(throws: Failure.self) { try ProxmoxCredentials(user: user, password: secret) }
        }
        #expect(throws: Failure.self) { try ProxmoxCredentials(user: "root@pam", password: Secret("")) }
        _ = try ProxmoxCredentials(user: "first.last@example.org@ldap-1", password: Secret("any thing; é"))
    }

    @Test("No secret can be printed, whatever holds it")
    func secrets() throws {
        for credentials in [
            try ProxmoxCredentials(token: "root@pam!phoenix", secret: Secret("hunter2")),
            try ProxmoxCredentials(user: "root@pam", password: Secret("hunter2")),
        ] {
            let settings = try ConnectionSettings(
                addresses: [try ServerAddress("https://pve1")], trust: .systemAuthorities, credentials: credentials)
            let connection = try ProxmoxConnection(settings)
            for value in [credentials, settings, connection] as [any Sendable] {
                var dumped = ""
                dump(value, to: &dumped)
                for text in [dumped, "\(value)", String(reflecting: value)] { #expect(!text.contains("hunter2")) }
            }
        }
    }

    @Test("At least one address is needed, and none of them twice")
    func addresses() throws {
        let one = try ServerAddress("https://pve1")
        for addresses in [[], [one, try ServerAddress("https://PVE1:8006")]] {
            let failure = #expect(throws: Failure.self) {
                try ConnectionSettings(
                    addresses: addresses, trust: .systemAuthorities, credentials: try .testToken())
            }
            #expect(failure?.code == .settingsInvalid)
        }
    }

    @Test("The standard limits keep the order that they rely on")
    func limits() {
        let limits = ConnectionLimits()
        // Proxmox's own limit between nodes, and how long it keeps a connection (behaviour 2.5, 1.10).
        #expect(limits.requestSeconds > 30 + 3)
        #expect(limits.idleSeconds < 5)
        #expect(limits.connectSeconds < limits.requestSeconds)
        #expect(limits.renewalSeconds < 2 * 60 * 60)
    }
}

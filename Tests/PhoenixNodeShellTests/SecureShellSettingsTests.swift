import Foundation
import PhoenixModel
import PhoenixNodeShell
import TestPrograms
import Testing

/// What ssh would read as something else is refused.
struct SecureShellSettingsTests {
    private func settings(_ change: (inout SecureShellSettings) -> Void = { _ in }) -> SecureShellSettings {
        var settings = SecureShellSettings(
            knownHostsFile: "/etc/phoenix/known_hosts", controlFolder: "/run/phoenix/ssh")
        change(&settings)
        return settings
    }

    @Test("Ordinary settings are fine")
    func ordinary() throws {
        try settings().check()
        try settings { settings in
            settings.knownHostsFile = "/etc/my phoenix/100%/known_hosts"
            settings.addresses = ["pve1": "10.0.0.1", "pve2": "fd00::2", "pve3": "pve3.example.org"]
        }.check()
    }

    @Test(
        "Paths, addresses and users that would become options or lists are refused",
        arguments: [
            { $0.knownHostsFile = "known_hosts" }, { $0.knownHostsFile = "/a\"b" }, { $0.privateKeyFile = "/a${B}" },
            { $0.agentSocket = "/a\nb" }, { $0.controlFolder = "/" + String(repeating: "x", count: 70) },
            { $0.addresses = ["pve1": "-oProxyCommand=x"] }, { $0.addresses = ["pve1": "root@10.0.0.1"] },
            { $0.addresses = ["pve1": ""] }, { $0.user = "-x" }, { $0.port = 0 }, { $0.port = 65_536 },
            { $0.connectTimeoutSeconds = 0 },
        ] as [@Sendable (inout SecureShellSettings) -> Void])
    func refused(_ change: @Sendable (inout SecureShellSettings) -> Void) {
        let failure = #expect(throws: Failure.self) { try settings(change).check() }
        #expect(failure?.code == .settingsInvalid)
    }

    @Test("Control sockets lie in a folder that nobody else can enter")
    func controlFolder() throws {
        let folder = try TemporaryFolder()
        _ = try SecureShell(settings { $0.controlFolder = folder["c"] })
        let attributes = try FileManager.default.attributesOfItem(atPath: folder["c"])
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: folder["c"])
        let open = #expect(throws: Failure.self) { try SecureShell(settings { $0.controlFolder = folder["c"] }) }
        #expect(open?.remedy.contains("chmod 700") == true)
        #expect(throws: Failure.self) { try SecureShell(settings { $0.controlFolder = folder["no/such"] }) }
    }
}

import Foundation
import PhoenixModel
import PhoenixNodeShell
import PhoenixPorts
import PhoenixProxmox
import PhoenixProxmoxHTTPS

/// The Proxmox VE that these variables name, for the same contract; docs/guides/try-a-real-proxmox.md tells of them.
struct RealProxmox {
    private static let variables = ProcessInfo.processInfo.environment

    /// Whether there is one.
    static var isNamed: Bool { variables["PHOENIX_TEST_PVE_URL"] != nil }

    private func required(_ name: String) throws(Failure) -> String {
        guard let value = Self.variables["PHOENIX_TEST_PVE_\(name)"] else {
            throw Failure(
                .settingsInvalid, "PHOENIX_TEST_PVE_\(name) is not set", remedy: "set it, or unset PHOENIX_TEST_PVE_URL"
            )
        }
        return value
    }

    private func optional(_ name: String, else usual: String) -> String {
        Self.variables["PHOENIX_TEST_PVE_\(name)"] ?? usual
    }

    /// Every test gets numbers of its own, and leaves none of its guests behind.
    func staging() async throws -> Staging {
        let token = try String(contentsOfFile: required("TOKEN_FILE"), encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let name = String(token.prefix { $0 != "=" })
        let connection = try ProxmoxConnection(
            ConnectionSettings(
                addresses: [try ServerAddress(try required("URL"))],
                trust: .pinned(try CertificateFingerprint(try required("FINGERPRINT"))),
                credentials: try ProxmoxCredentials(
                    token: name, secret: Secret(String(token.dropFirst(name.utf8.count + 1))))))
        let clock = PatientClock()
        let node = NodeName(optional("NODE", else: "pve"))
        let shell = try shell(to: node)
        let driver = ProxmoxDriver(connection, as: .token(name), shell: shell, clock: clock)
        var staging = Staging(
            driver: driver,
            shell: ProxmoxGuestShell(server: connection, nodeShell: shell ?? NoNodeShell(), clock: clock), clock: clock)
        staging.node = node
        staging.storage = StorageName(optional("STORAGE", else: "local-lvm"))
        staging.template = optional("TEMPLATE", else: staging.template)
        staging.cloudImage = optional("CLOUD_IMAGE", else: staging.cloudImage)
        staging.bridge = BridgeName(optional("BRIDGE", else: "vmbr0"))
        staging.firstNumber = await RealNumbers.shared.next(
            from: Int(optional("FIRST_VMID", else: "990000")) ?? 990_000)
        staging.reachesRoot = shell != nil
        staging.device = optional("DEVICE", else: "/dev/fuse")
        staging.mapping = Self.variables["PHOENIX_TEST_PVE_MAPPING"]
        staging.isReal = true
        return staging
    }

    /// `USER@ADDRESS` of the node; without it nothing is tried that needs its shell.
    private func shell(to node: NodeName) throws -> SecureShell? {
        guard let login = Self.variables["PHOENIX_TEST_PVE_NODE_SSH"] else { return nil }
        let parts = login.split(separator: "@", maxSplits: 1).map(String.init)
        var settings = SecureShellSettings(
            knownHostsFile: try required("KNOWN_HOSTS"), controlFolder: "/tmp/phoenix-contract-ssh")
        settings.user = parts.count == 2 ? parts[0] : "root"
        settings.addresses = [node: parts.last ?? login]
        settings.privateKeyFile = Self.variables["PHOENIX_TEST_PVE_SSH_KEY"]
        settings.agentSocket = Self.variables["SSH_AUTH_SOCK"]
        return try SecureShell(settings)
    }
}

/// Numbers that were not given out before.
private actor RealNumbers {
    static let shared = RealNumbers()
    private var given = 0

    func next(from first: Int) -> Int {
        defer { given += 10 }
        return first + given
    }
}

/// A real Proxmox needs real time.
private struct PatientClock: WorldClock {
    func now() async -> Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

    func sleep(until deadline: Instant) async {
        let pause = deadline.milliseconds(since: await now())
        if pause > 0 { try? await Task.sleep(for: .milliseconds(pause)) }
    }
}

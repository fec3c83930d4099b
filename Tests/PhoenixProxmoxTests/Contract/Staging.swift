import PhoenixModel
import PhoenixPorts
import PhoenixProxmox
import PhoenixProxmoxHTTPS
import PhoenixSimulator
import ProxmoxSchema
import Testing

/// A host that the contract is tried on, with what it has to offer.
struct Staging: Sendable {
    let driver: any HostDriver
    let shell: any GuestShell
    let clock: any WorldClock
    var node: NodeName = "pve1"
    var storage: StorageName = "local-lvm"
    var template = "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst"
    var cloudImage = "local:import/noble-server-cloudimg-amd64.qcow2"
    var bridge: BridgeName = "vmbr0"
    /// The first of the numbers that the contract may use.
    var firstNumber = 7000
    /// Whether device nodes, directories and abilities can be given to containers.
    var reachesRoot = true
    /// A device node that containers can be given.
    var device = "/dev/nvidia0"
    /// A PCI device's mapping that machines can be given, if there is one.
    var mapping: String? = "gpu0"
    /// What has to live as long as the host does.
    var keeper: (any Sendable)?
    /// Whether guests have to be removed in the end, as the host is a real one.
    var isReal = false
}

/// The ways in which the same contract is tried.
enum StagingKind: String, CaseIterable, Sendable, CustomTestStringConvertible {
    /// The simulated cluster's own door.
    case inProcess = "in process"
    /// The Proxmox driver, joined to the simulated cluster's API without sockets, as root with its password.
    case joined9_2 = "joined, 9.2"
    case joined8_4 = "joined, 8.4"
    /// The same with a token, and with the nodes' shells for what no token may do.
    case shell9_2 = "token and shell, 9.2"
    case shell8_4 = "token and shell, 8.4"
    /// Over HTTPS.
    case https9_2 = "HTTPS, 9.2"
    case https8_4 = "HTTPS, 8.4"
    /// The Proxmox that the environment names; see `RealProxmox`.
    case real = "real Proxmox"
    /// Over HTTPS on fakepve, which somebody else wrote; only while `Fakepve.current` is there.
    case fakepve = "fakepve"

    /// Those that have to fulfil the whole contract.
    static let allCases: [StagingKind] = [
        .inProcess, .joined9_2, .joined8_4, .shell9_2, .shell8_4, .https9_2, .https8_4, .real,
    ]

    var testDescription: String { rawValue }

    /// All of them; the real one only if the environment names it.
    static let available = allCases.filter { $0 != .real || RealProxmox.isNamed }

    /// Those on which an image can be had from an address that does not exist, and a copy takes as long as is said.
    static let simulated = allCases.filter { $0 != .real }

    /// A host with nothing on it yet.
    func make(_ cluster: Cluster = Scenario.homelab) async throws -> Staging {
        let host = try await staging(cluster)
        if host.isReal { await UsedHosts.current?.take(host) }
        return host
    }

    private func staging(_ cluster: Cluster) async throws -> Staging {
        switch self {
        case .inProcess:
            let host = SimulatedHost(cluster)
            return Staging(driver: host, shell: host, clock: host)
        case .joined9_2: return try await joined(cluster, .version9_2, asRoot: true)
        case .joined8_4: return try await joined(cluster, .version8_4, asRoot: true)
        case .shell9_2: return try await joined(cluster, .version9_2, asRoot: false)
        case .shell8_4: return try await joined(cluster, .version8_4, asRoot: false)
        case .https9_2: return try await served(cluster, .version9_2)
        case .https8_4: return try await served(cluster, .version8_4)
        case .real: return try await RealProxmox().staging()
        case .fakepve:
            let server = try #require(Fakepve.current)
            var staging = staging(
                try server.connection(), as: .token("root@pam!conf"), driverShell: nil, NoNodeShell(), StandingClock())
            staging.firstNumber = server.takeNumbers()
            return staging
        }
    }

    private func joined(_ cluster: Cluster, _ profile: Profile, asRoot: Bool) async throws -> Staging {
        var server = try JoinedServer(cluster, profile: profile)
        if asRoot { try await server.logIn() }
        let shell = JoinedNodeShell(api: server.api)
        return staging(
            server, as: asRoot ? .root : .token("root@pam!phoenix"), driverShell: asRoot ? nil : shell, shell,
            JoinedClock(api: server.api))
    }

    private func served(_ cluster: Cluster, _ profile: Profile) async throws -> Staging {
        let served = try await ServedProxmox.start(try JoinedServer(cluster, profile: profile).api)
        let connection = try served.connection()
        let shell = JoinedNodeShell(api: served.api)
        var staging = staging(connection, as: .root, driverShell: shell, shell, JoinedClock(api: served.api))
        staging.keeper = served
        return staging
    }

    private func staging(
        _ server: any ProxmoxServer, as caller: Permissions.Caller, driverShell: (any NodeShell)?,
        _ shell: any NodeShell, _ clock: any WorldClock
    ) -> Staging {
        Staging(
            driver: ProxmoxDriver(server, as: caller, shell: driverShell, clock: clock),
            shell: ProxmoxGuestShell(server: server, nodeShell: shell, clock: clock), clock: clock)
    }
}

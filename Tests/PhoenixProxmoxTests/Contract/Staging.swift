import PhoenixModel
import PhoenixPorts
import PhoenixProxmox
import PhoenixSimulator
import PhoenixSimulatorAPI
import ProxmoxSchema
import Testing

/// A host that the contract is tried on, with what it has to offer.
struct Staging: Sendable {
    let driver: any HostDriver
    let clock: any WorldClock
    var node: NodeName = "pve1"
    var storage: StorageName = "local-lvm"
    var template = "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst"
    var cloudImage = "local:import/noble-server-cloudimg-amd64.qcow2"
    var bridge: BridgeName = "vmbr0"
    /// The first of the numbers that the contract may use.
    var firstNumber = 7000
}

/// The ways in which the same contract is tried.
enum StagingKind: String, CaseIterable, Sendable, CustomTestStringConvertible {
    /// The simulated cluster's own door.
    case inProcess
    /// The Proxmox driver, joined to the simulated cluster's API without sockets.
    case joined9_2, joined8_4

    var testDescription: String { rawValue }

    /// A host with nothing on it yet.
    func make(_ cluster: Cluster = Scenario.homelab) async throws -> Staging {
        switch self {
        case .inProcess:
            let host = SimulatedHost(cluster)
            return Staging(driver: host, clock: host)
        case .joined9_2: return try await joined(cluster, .version9_2)
        case .joined8_4: return try await joined(cluster, .version8_4)
        }
    }

    private func joined(_ cluster: Cluster, _ profile: Profile) async throws -> Staging {
        var server = try JoinedServer(cluster, profile: profile)
        try await server.logIn()
        let clock = JoinedClock(api: server.api)
        return Staging(driver: ProxmoxDriver(server, as: .root, clock: clock), clock: clock)
    }
}

/// The time of a joined cluster: who waits lets it pass.
struct JoinedClock: WorldClock {
    let api: SimulatedAPI

    func now() async -> Instant { api.cluster.now }

    func sleep(until deadline: Instant) async {
        api.change { if deadline > $0.now { $0.advance(to: deadline) } }
    }
}

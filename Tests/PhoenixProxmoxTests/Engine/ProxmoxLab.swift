import PhoenixEngine
import PhoenixModel
import PhoenixPlanner
import PhoenixPorts
import PhoenixProxmox
import PhoenixRun
import PhoenixSimulator
import PhoenixSimulatorAPI
import PhoenixTestSupport
import ProxmoxAccess
import ProxmoxSchema

/// The engine over the Proxmox driver on a simulated cluster, with a journal beside it and everything that was told.
struct ProxmoxLab {
    let api: SimulatedAPI
    let server: CountedServer
    let clock: JoinedClock
    var driver: any HostDriver
    var shell: any GuestShell
    let journal = MemoryJournal()
    let told = EventLog()
    /// Who works here, among those that may work on the same host.
    var writer: WriterID = "one"
    /// What has to live as long as the lab does.
    private let keeper: (any Sendable)?

    /// By which way the cluster is reached.
    enum Way: String, CaseIterable, Sendable {
        /// As root with its password, and with the nodes' shells.
        case root
        /// With a token, and with the nodes' shells for what no token may do.
        case token
        /// With a token alone: nothing shows the inside of containers.
        case tokenAlone = "token alone"
        /// As root over HTTPS, and with the nodes' shells.
        case https = "HTTPS"
    }

    /// - Parameter checksRequests: whether each request is held against the schemas of both versions.
    init(
        _ cluster: Cluster = Scenario.homelab, _ way: Way = .token, _ profile: Profile = .version9_2,
        checksRequests: Bool = true
    ) async throws {
        var cluster = cluster
        cluster.access.profile = profile == .version9_2 ? .version9_2 : .version8_4
        var joined = try JoinedServer(cluster, profile: profile, checksRequests: checksRequests)
        if way == .root { try await joined.logIn() }
        guard way == .https else {
            self.init(joined.api, joined, way)
            return
        }
        let served = try await ServedProxmox.start(joined.api)
        self.init(joined.api, try served.connection(), way, keeper: served)
    }

    /// Another process on the same cluster: it knows nothing but what it sees.
    ///
    /// - Parameter nodeShell: the way to the nodes' shells; nil for the simulated one, if the way has any.
    init(
        _ api: SimulatedAPI, _ server: any ProxmoxServer, _ way: Way, nodeShell: (any NodeShell)? = nil,
        keeper: (any Sendable)? = nil
    ) {
        self.api = api
        self.server = CountedServer(server)
        self.keeper = keeper
        clock = JoinedClock(api: api)
        let nodeShell: any NodeShell =
            nodeShell ?? (way == .tokenAlone ? NoNodeShell() : JoinedNodeShell(api: api))
        driver = ProxmoxDriver(
            self.server, as: way == .root || way == .https ? .root : .token("root@pam!phoenix"),
            shell: way == .tokenAlone ? nil : nodeShell, clock: clock)
        shell = ProxmoxGuestShell(server: self.server, nodeShell: nodeShell, clock: clock)
    }

    var world: World { World(driver: driver, shell: shell, clock: clock, journal: journal, sink: told) }

    func converge(on desired: DesiredState) async throws(Failure) -> Convergence.Ending {
        try await Convergence(world, as: writer, seed: 1).converge(on: desired)
    }

    /// The plan that would be carried out now.
    func plan(_ desired: DesiredState) async throws(Failure) -> Plan {
        PhoenixPlanner.plan(
            desired, try await world.observer.observe(desired.fleet, Interest(desired)), writer: writer)
    }
}

extension Convergence.Ending {
    /// For expectations: `converged after 12`, `blocked: …`, `failed 101/start: …`.
    var summary: String {
        switch self {
        case .ended(.converged(_, let changes, _)): "converged after \(changes)"
        case .ended(.blocked(_, _, let plan)):
            "blocked: " + plan.guests.filter { $0.state != .completed }.map { "\($0.id) \($0.conditions)" }.joined()
        case .ended(.interrupted): "interrupted"
        case .ended: "ended otherwise"
        case .superseded: "superseded"
        case .failed(let failures):
            "failed " + failures.map { "\($0.step.text): \($0.failure.message)" }.joined(separator: "; ")
        }
    }
}

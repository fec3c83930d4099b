import PhoenixModel
import PhoenixPorts
import PhoenixProxmox
import PhoenixSimulator
import PhoenixSimulatorJoined

/// A story's host, and the door by which Phoenix reaches it.
enum Venue: Sendable {
    case model(SimulatedHost)
    case proxmox(JoinedSimulator)

    init(_ cluster: Cluster, behind door: StoryDoor) throws(Failure) {
        switch door {
        case .inProcess: self = .model(SimulatedHost(cluster))
        case .api: self = .proxmox(try JoinedSimulator(cluster))
        }
    }

    var cluster: Cluster {
        switch self {
        case .model(let host): host.cluster
        case .proxmox(let host): host.cluster
        }
    }

    func advance(to instant: Instant) {
        switch self {
        case .model(let host): host.advance(to: instant)
        case .proxmox(let host): host.change { $0.advance(to: instant) }
        }
    }

    func add(_ fault: Fault) {
        switch self {
        case .model(let host): host.add(fault)
        case .proxmox(let host): host.change { $0.add(fault) }
        }
    }

    func removeFaults() {
        switch self {
        case .model(let host): host.removeFaults()
        case .proxmox(let host): host.change { $0.removeFaults() }
        }
    }

    func perform(_ action: HumanAction) throws(HostError) {
        switch self {
        case .model(let host): try host.perform(action)
        case .proxmox(let host): try host.change { cluster in Self.perform(action, &cluster) }.get()
        }
    }

    private static func perform(_ action: HumanAction, _ cluster: inout Cluster) -> Result<Void, HostError> {
        do throws(HostError) { return .success(try cluster.perform(action)) } catch { return .failure(error) }
    }

    /// The doors as a process has them that was just started: it knows nothing but what it sees.
    ///
    /// - Parameter hears: takes what comes by on the way.
    func doors(
        _ clock: any WorldClock, overheard hears: @escaping @Sendable (Overheard) -> Void
    ) -> (driver: any HostDriver, shell: any GuestShell) {
        switch self {
        case .model(let host): return (host, host)
        case .proxmox(let simulator):
            let door = OverheardDoor(simulator: simulator, hears: hears)
            let shell = ProxmoxGuestShell(server: door, nodeShell: door, clock: clock) {
                (_: SecretName) throws(Failure) in
                hears(.secretGiven)
                return Secret(Story.secret)
            }
            return (ProxmoxDriver(door, as: .token(JoinedSimulator.token), shell: door, clock: clock), shell)
        }
    }
}

import PhoenixEngine
import PhoenixModel
import PhoenixPlanner
import PhoenixPorts
import PhoenixRun
import PhoenixSimulator
import PhoenixTestSupport

/// A simulated host with a journal beside it, and everything that was told.
struct Lab {
    let host: SimulatedHost
    let journal: MemoryJournal
    let told = EventLog()
    /// Who works here, among those that may work on the same host.
    var writer: WriterID = "one"
    var driver: any HostDriver
    var shell: any GuestShell
    var interruption: any Interruption = NoInterruption()

    init(_ cluster: Cluster = Scenario.homelab, journal: MemoryJournal = MemoryJournal()) {
        self.init(SimulatedHost(cluster), journal: journal)
    }

    init(_ host: SimulatedHost, journal: MemoryJournal = MemoryJournal()) {
        self.host = host
        self.journal = journal
        driver = host
        shell = host
    }

    var world: World {
        World(
            driver: driver, shell: shell, clock: host, journal: journal, sink: told, interruption: interruption)
    }

    /// Converges on a wish.
    func converge(on desired: DesiredState) async throws(Failure) -> Convergence.Ending {
        try await Convergence(world, as: writer, seed: 1).converge(on: desired)
    }

    /// The plan that would be carried out now.
    func plan(_ desired: DesiredState) async throws(Failure) -> Plan {
        PhoenixPlanner.plan(desired, try await world.observer.observe(desired.fleet), writer: writer)
    }
}

extension Convergence.Ending {
    /// For expectations: `converged after 12`, `blocked`, `failed 101/start`, ….
    var summary: String {
        switch self {
        case .ended(.converged(_, let changes, _)): "converged after \(changes)"
        case .ended(.blocked): "blocked"
        case .ended(.interrupted): "interrupted"
        case .ended: "ended otherwise"
        case .superseded: "superseded"
        case .failed(let failures): "failed " + failures.map(\.step.text).joined(separator: " ")
        }
    }
}

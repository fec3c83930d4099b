import PhoenixEngine
import PhoenixModel
import PhoenixPorts
import PhoenixProxmox
import PhoenixSimulator
import PhoenixSimulatorAPI
import PhoenixTestSupport

/// A simulated cluster behind one of its doors, Phoenix before it, and all that is said between them.
struct FaultBench {
    enum Door: String, CaseIterable {
        case inProcess = "in process"
        case api = "API"
        /// The same API, served over sockets.
        case https = "HTTPS"
    }

    let transcript = Transcript()
    let disk: FillingDisk
    let journal: FillingJournal
    private let host: Host
    let world: World

    private enum Host {
        case model(SimulatedHost)
        case proxmox(ProxmoxLab)
    }

    init(_ cluster: Cluster, _ door: Door, disk: FillingDisk = FillingDisk()) async throws {
        self.disk = disk
        journal = FillingJournal(disk: disk)
        let driver: any HostDriver
        let shell: any GuestShell
        let clock: any WorldClock
        if door == .inProcess {
            let model = SimulatedHost(cluster)
            (driver, shell, clock, host) = (model, model, model, .model(model))
        } else {
            let lab = try await Self.lab(cluster, door, transcript)
            (driver, shell, clock, host) = (lab.driver, lab.shell, lab.clock, .proxmox(lab))
        }
        world = World(
            driver: HeardDriver(driver: driver, transcript: transcript, disk: disk),
            shell: HeardShell(shell: shell, transcript: transcript, disk: disk), clock: clock, journal: journal,
            sink: EventLog())
    }

    private static func lab(_ cluster: Cluster, _ door: Door, _ transcript: Transcript) async throws -> ProxmoxLab {
        let joined = try JoinedServer(cluster, checksRequests: false)
        let shell = HeardNodeShell(shell: JoinedNodeShell(api: joined.api), transcript: transcript)
        guard door == .https else {
            let server = HeardServer(server: joined, transcript: transcript)
            return ProxmoxLab(joined.api, server, .token, nodeShell: shell)
        }
        let served = try await ServedProxmox.start(
            joined.api, handler: HeardAPI(api: joined.api, transcript: transcript))
        let server = HeardServer(server: try served.connection(), transcript: transcript)
        return ProxmoxLab(joined.api, server, .https, nodeShell: shell, keeper: served)
    }

    var cluster: Cluster {
        switch host {
        case .model(let host): host.cluster
        case .proxmox(let lab): lab.api.cluster
        }
    }

    func add(_ fault: Fault) {
        switch host {
        case .model(let host): host.add(fault)
        case .proxmox(let lab): lab.api.change { $0.add(fault) }
        }
    }

    func removeFaults() {
        switch host {
        case .model(let host): host.removeFaults()
        case .proxmox(let lab): lab.api.change { $0.removeFaults() }
        }
    }

    func perform(_ action: HumanAction) throws {
        switch host {
        case .model(let host): try host.perform(action)
        case .proxmox(let lab): try lab.api.change { cluster in Result { try cluster.perform(action) } }.get()
        }
    }

    /// One sync; how it ended, in words.
    func sync(_ wish: DesiredState) async -> String {
        do throws(Failure) {
            return try await Convergence(world, as: "matrix", seed: 1).converge(on: wish).summary
        } catch {
            return "unreachable: \(error.message)"
        }
    }
}

import Foundation
import PhoenixModel
import PhoenixPorts
import PhoenixProxmox
import PhoenixSimulator
import PhoenixSimulatorAPI
import PhoenixSimulatorJoined
import ProxmoxAccess
import Testing

/// The simulated nodes' shells, joined without sockets.
struct JoinedNodeShell: NodeShell {
    let api: SimulatedAPI

    func run(_ command: NodeCommand) async throws(NodeShellError) -> NodeCommandResult {
        try api.run(command, letsTimePass: true)
    }
}

/// The simulated cluster's clock: who sleeps lets its time pass.
struct JoinedClock: WorldClock {
    let api: SimulatedAPI

    func now() async -> Instant { api.cluster.now }

    func sleep(until deadline: Instant) async { api.change { $0.advance(to: deadline) } }
}

/// A container 101 and a machine 102 that run, on a simulated Proxmox, and the shell for both.
struct JoinedGuests {
    let server: JoinedServer
    let shell: ProxmoxGuestShell
    let clock: JoinedClock
    let container: GuestReference
    let machine: GuestReference

    init(_ cluster: Cluster = Scenario.homelab, profile: ProfileName = .version9_2) async throws {
        var cluster = cluster
        cluster.access.profile = profile == .version9_2 ? .version9_2 : .version8_4
        server = try JoinedServer(cluster, profile: profile.profile)
        clock = JoinedClock(api: server.api)
        container = try Self.reference(101, .container)
        machine = try Self.reference(102, .machine)
        shell = Self.shell(on: server)
        try await make(container)
        try await make(machine)
        try await power("start", container)
        try await power("start", machine)
    }

    /// A shell as a new process has it.
    static func shell(on server: JoinedServer) -> ProxmoxGuestShell {
        ProxmoxGuestShell(
            server: server, nodeShell: JoinedNodeShell(api: server.api), clock: JoinedClock(api: server.api)
        ) { (_: SecretName) throws(Failure) in Secret("s3cr3t") }
    }

    static func reference(_ number: Int, _ kind: GuestKind) throws -> GuestReference {
        GuestReference(id: try #require(GuestID(number)), kind: kind, node: "pve1")
    }

    func guest(_ kind: GuestKind) -> GuestReference { kind == .container ? container : machine }

    private func make(_ guest: GuestReference) async throws {
        let form: ProxmoxForm =
            guest.kind == .container
            ? [
                "vmid": "101", "hostname": "web", "storage": "local-lvm",
                "ostemplate": "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst",
            ] : ["vmid": "102", "name": "big", "agent": "1"]
        let path: ProxmoxPath = guest.kind == .container ? "/nodes/pve1/lxc" : "/nodes/pve1/qemu"
        _ = try await server.answer(PhoenixProxmox.Endpoint<NoAnswer>(.post, path, form))
        await pass(seconds: 300)
    }

    func power(_ action: String, _ guest: GuestReference, waiting seconds: Int = 300) async throws {
        let path: ProxmoxPath =
            guest.kind == .container
            ? "/nodes/pve1/lxc/101/status/\(action)" : "/nodes/pve1/qemu/102/status/\(action)"
        _ = try await server.answer(PhoenixProxmox.Endpoint<NoAnswer>(.post, path))
        await pass(seconds: seconds)
    }

    func pass(seconds: Int) async { await clock.sleep(until: await clock.now().adding(seconds: seconds)) }

    func start(_ command: GuestCommand, _ id: GuestRunID, in guest: GuestReference) async throws(Failure) {
        try await shell.start([GuestRequest(guest: guest, command: command, id: id)])[0].get()
    }

    func look(_ id: GuestRunID, in guest: GuestReference) async -> GuestRunSight {
        await shell.look(at: [GuestRunReference(guest: guest, id: id)])[0]
    }

    /// Looks until the run is over, and gathers what it printed; a look at a virtually paced host lets time pass.
    func end(of id: GuestRunID, in guest: GuestReference) async -> (sight: GuestRunSight, lines: [String]) {
        var lines: [String] = []
        for _ in 0..<50 {
            let sight = await look(id, in: guest)
            switch sight {
            case .running(let new, _): lines += new
            case .ended(_, let new): return (sight, lines + new)
            case .receipts, .vanished, .unknown: return (sight, lines)
            }
        }
        return (.vanished, lines)
    }
}

import PhoenixEngine
import PhoenixModel
import PhoenixSimulator
import PhoenixSimulatorAPI
import PhoenixTestSupport
import ProxmoxAccess

/// A small fleet whose two commits need every operation of a host, on a cluster where others have guests too.
enum FaultedFleet: String, CaseIterable {
    /// From nothing.
    case first
    /// On to the next commit: a restart, a move, and what goes.
    case second
    /// A machine that becomes a template, and nothing else.
    case template

    var wish: DesiredState {
        switch self {
        case .first: Self.firstCommit
        case .second: Self.secondCommit
        case .template: PhoenixTestSupport.wish([machine(9000, "cloud", outcome: .template)])
        }
    }

    /// Where it begins.
    func start() async throws -> Cluster {
        switch self {
        case .first, .template: return Self.inhabited
        case .second:
            var cluster = try await Self.settled.value
            // Whoever works on it gives its own accounts.
            cluster.access = AccessControl()
            return cluster
        }
    }

    /// How it ends when nothing goes wrong.
    func end() async throws -> HostLikeness {
        switch self {
        case .first: try await Self.firstEnd.value
        case .second: try await Self.secondEnd.value
        case .template: try await Self.templateEnd.value
        }
    }

    /// Numbers that the fleet has nothing to do with.
    static let foreign = [id(500), id(501)]

    private static let firstCommit = PhoenixTestSupport.wish(
        [
            container(900, "base", features: [feature("base_setup")], outcome: .template),
            container(
                101, "chat", cloneOf: 900, memory: 2048, disk: 20,
                features: [feature("base_setup"), feature("docker")],
                application: application("chat"), health: [health()],
                also: [
                    .device(index: 0, .node(path: "/dev/nvidia0", mode: "0666")),
                    .rawOption(key: "lxc.apparmor.profile", values: ["unconfined"]),
                ]),
            container(102, "goes", image: alpineImage, node: "pve1"),
            container(103, "roams", storage: "shared", node: "pve1"),
            machine(1001, "docker", features: [feature("docker")], outcome: .runningWithSnapshot("clean")),
        ], images: [alpineImage: alpineSource])

    private static let secondCommit: DesiredState = {
        var next = firstCommit
        next.commit = commit("b")
        next.guests.removeAll { $0.id == id(102) }
        next.policy.prune = .destroy
        next.removals["docker"] = FeatureRemoval(
            name: "docker", remove: script("features/docker/remove.sh"), timeoutSeconds: 60)
        for place in next.guests.indices {
            switch next.guests[place].id.number {
            case 103: next.guests[place].node = "pve2"
            case 1001:
                next.guests[place].features = []
                next.guests[place].configuration.set(.memory(mebibytes: 4096))
            default: continue
            }
        }
        return next
    }()

    private static let inhabited: Cluster = {
        var cluster = Scenario.cluster
        for (number, kind) in zip(foreign, GuestKind.allCases) {
            try? cluster.perform(.takeNumber(number, kind: kind, node: "pve1", name: "mine"))
        }
        return cluster
    }()

    private static let settled = Task { try await converged(inhabited, on: firstCommit) }
    private static let templateEnd = Task { try await HostLikeness(converged(inhabited, on: Self.template.wish)) }
    private static let firstEnd = Task { try await HostLikeness(settled.value) }
    private static let secondEnd = Task {
        var cluster = try await settled.value
        cluster.access = AccessControl()
        return try await HostLikeness(converged(cluster, on: secondCommit))
    }

    private static func converged(_ cluster: Cluster, on wish: DesiredState) async throws -> Cluster {
        let lab = try await ProxmoxLab(cluster, .token, checksRequests: false)
        let ending = try await lab.converge(on: wish).summary
        guard ending.hasPrefix("converged") else {
            throw Failure(.internalDefect, "without faults: \(ending)", remedy: "look at the fleet")
        }
        return lab.api.cluster
    }
}

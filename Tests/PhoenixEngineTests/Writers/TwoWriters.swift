import PhoenixEngine
import PhoenixModel
import PhoenixPorts
import PhoenixRun
import PhoenixSimulator
import PhoenixSwarm
import PhoenixTestSupport

/// Instances of Phoenix on one host, each with its own state directory, in an order that a seed chooses.
struct Writers {
    let host: SimulatedHost
    let history = HostHistory()
    private let instances: [Instance]

    struct Instance {
        let writer: WriterID
        let branch: Branch
        let journal = MemoryJournal()
        let told = EventLog()
    }

    /// - Parameter branches: what each instance's repository answers.
    init(_ cluster: Cluster, _ branches: [Branch]) {
        host = SimulatedHost(cluster)
        instances = branches.enumerated().map { Instance(writer: WriterID("writer-\($0)"), branch: $1) }
    }

    /// One activation of each, at the same time.
    func activate(seed: UInt64) async -> [String] {
        let turnstile = Turnstile(
            instances.indices, seed: seed, now: { [host] in host.cluster.now },
            advance: { [host] in host.advance(to: $0) })
        let words = await withTaskGroup(of: (Int, String).self) { group in
            for (party, instance) in instances.enumerated() {
                let reconciler = reconciler(instance, party, turnstile)
                group.addTask {
                    await turnstile.pass(party)
                    let outcome = await reconciler.activate()
                    turnstile.leave(party)
                    return (party, outcome.word)
                }
            }
            return await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
        }
        return words.sorted { $0.key < $1.key }.map(\.value)
    }

    private func reconciler(_ instance: Instance, _ party: Int, _ turnstile: Turnstile) -> Reconciler {
        let doors = TurnedDoors(
            driver: host, shell: host, clock: host, turnstile: turnstile, party: party, history: history)
        return Reconciler(
            source: instance.branch,
            world: World(driver: doors, shell: doors, clock: doors, journal: instance.journal, sink: instance.told),
            settings: SyncSettings(writer: instance.writer, seed: 1))
    }

    /// What was told to an instance's people.
    func told(_ party: Int) async -> [Event] { await instances[party].told.events }

    /// What the host is like, as far as it matters.
    func likeness() async throws(Failure) -> [String] { try await PhoenixEngineTests.likeness(Lab(host), "homelab") }

    /// Claims that stand in marks.
    static func claims(on host: SimulatedHost) -> [Claim] {
        host.cluster.guestsByNumber.compactMap { MarkText.mark(in: $0.file.current.description ?? "")?.claim }
    }
}

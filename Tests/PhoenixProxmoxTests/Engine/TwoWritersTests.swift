import PhoenixEngine
import PhoenixModel
import PhoenixProxmox
import PhoenixSimulator
import PhoenixSimulatorAPI
import PhoenixSwarm
import PhoenixTestSupport
import Testing

/// Proves: two instances over the Proxmox driver on one cluster come to what one alone would have come to, as
/// `TwoWritersTests` of the engine proves in process for many more orders.
@Suite("Engine over Proxmox: two writers") struct TwoWritersTests {
    private static let first = wish([
        container(900, "base", outcome: .template), container(101, "web", cloneOf: 900),
        container(102, "db", after: [101]), machine(1001, "docker"),
    ])

    private static let second: DesiredState = {
        var next = first
        next.commit = commit("b")
        for place in next.guests.indices where next.guests[place].id != id(900) {
            next.guests[place].configuration.set(.memory(mebibytes: 4096))
        }
        return next
    }()

    @Test("Both converge on the same commits, and nothing is done twice", arguments: [ProxmoxLab.Way.root, .token])
    func both(_ way: ProxmoxLab.Way) async throws {
        let alone = try await converged(1, way, seed: 0)
        var overtaken = 0
        for seed in UInt64(1)...6 {
            let both = try await converged(2, way, seed: seed)
            #expect(both.tasks == alone.tasks, "seed \(seed)")
            #expect(both.settings == alone.settings, "seed \(seed)")
            overtaken += both.refusals(.overtaken)
        }
        #expect(overtaken > 0, "nobody was ever overtaken")
    }

    /// Two commits, each until every instance has converged on it, and no claim is left.
    private func converged(_ count: Int, _ way: ProxmoxLab.Way, seed: UInt64) async throws -> HostHistory {
        let maker = try await ProxmoxLab(Scenario.homelab, way, checksRequests: false)
        let labs = [maker] + (1..<count).map { _ in ProxmoxLab(maker.api, maker.server, way) }
        let history = HostHistory()
        for fleet in [Self.first, Self.second] {
            var endings: [String] = []
            for round in 0..<4 {
                endings = await activate(labs, fleet, seed: seed &* 31 &+ UInt64(round), history)
                if endings.allSatisfy({ $0.hasPrefix("converged") }) { break }
                let isExpected = endings.allSatisfy { $0.hasPrefix("converged") || $0.hasPrefix("blocked") }
                #expect(isExpected, "seed \(seed): \(endings)")
            }
            #expect(endings.allSatisfy { $0.hasPrefix("converged") }, "seed \(seed): \(endings)")
        }
        let marks = maker.api.cluster.guestsByNumber.compactMap { $0.file.current.description.flatMap(MarkText.mark) }
        #expect(marks.count == 4 && marks.allSatisfy { $0.claim == nil && $0.commit != nil }, "seed \(seed)")
        return history
    }

    private func activate(
        _ labs: [ProxmoxLab], _ fleet: DesiredState, seed: UInt64, _ history: HostHistory
    ) async -> [String] {
        let api = labs[0].api
        let turnstile = Turnstile(
            labs.indices, seed: seed, now: { api.cluster.now },
            advance: { instant in api.change { $0.advance(to: instant) } })
        return await withTaskGroup(of: String.self) { group in
            for (party, lab) in labs.enumerated() {
                let doors = TurnedDoors(
                    driver: lab.driver, shell: lab.shell, clock: lab.clock, turnstile: turnstile, party: party,
                    history: history)
                let world = World(driver: doors, shell: doors, clock: doors, journal: lab.journal, sink: lab.told)
                group.addTask {
                    await turnstile.pass(party)
                    let summary: String
                    do throws(Failure) {
                        let convergence = Convergence(world, as: WriterID("writer-\(party)"), seed: 1)
                        summary = try await convergence.converge(on: fleet).summary
                    } catch {
                        summary = "\(error)"
                    }
                    turnstile.leave(party)
                    return summary
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }
}

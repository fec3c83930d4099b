import PhoenixEngine
import PhoenixModel
import PhoenixPlanner
import PhoenixSimulator
import PhoenixSimulatorAPI
import PhoenixTestSupport
import ProxmoxSchema
import Testing

/// Proves: by whatever way a cluster is reached, the engine leads a fleet of every kind of guest to the same end.
@Suite("Engine over Proxmox: a whole fleet") struct WholeFleetTests {
    struct Staging: CustomTestStringConvertible, Sendable {
        let way: ProxmoxLab.Way
        let profile: Profile

        var testDescription: String { "\(way.rawValue), \(profile == .version9_2 ? "9.2" : "8.4")" }

        static let all = [
            Staging(way: .root, profile: .version9_2), Staging(way: .root, profile: .version8_4),
            Staging(way: .token, profile: .version9_2), Staging(way: .token, profile: .version8_4),
            Staging(way: .https, profile: .version9_2),
        ]
    }

    @Test("From nothing to completed, on to the next commit, and no more", arguments: Staging.all)
    func everyKind(_ staging: Staging) async throws {
        let host = SimulatedHost(Scenario.homelab)
        let there = World(driver: host, shell: host, clock: host, journal: MemoryJournal(), sink: EventLog())
        let lab = try await ProxmoxLab(Scenario.homelab, staging.way, staging.profile)
        for wish in [WholeFleet.first, WholeFleet.second] {
            let expected = try await Convergence(there, as: "one", seed: 1).converge(on: wish).summary
            let ending = try await lab.converge(on: wish).summary
            #expect(
                ending.hasPrefix("converged") && expected.hasPrefix("converged"), "\(ending); in process \(expected)")
            let (ours, theirs) = (try await HostLikeness(lab.api.cluster), try await HostLikeness(host.cluster))
            #expect(ours.differences(from: theirs) == [])

            let records = await lab.journal.records.count
            let again = try await lab.converge(on: wish).summary
            #expect(again == "converged after 0")
            #expect(await lab.journal.records.count == records)
        }
    }
}

import PhoenixEngine
import PhoenixModel
import PhoenixProxmox
import PhoenixSimulator
import PhoenixSimulatorAPI
import PhoenixTestSupport
import Testing

/// Proves: over the Proxmox driver, too, an answer that is lost before or after its effect changes nothing about the end, and
/// nothing is begun twice.
@Suite("Engine over Proxmox: lost answers") struct LostAnswerTests {
    @Test("Every change and every command loses its answer once", arguments: AnswerThief.Moment.allCases)
    func everyCall(moment: AnswerThief.Moment) async throws {
        let start = try await FaultedFleet.first.start()
        let expected = try await FaultedFleet.first.end()
        var lost = 0
        while true {
            let thief = AnswerThief(victim: lost + 1, moment)
            let joined = try JoinedServer(start, checksRequests: false)
            let server = LosingServer(joined, thief: thief)
            let shell = LosingNodeShell(shell: JoinedNodeShell(api: joined.api), thief: thief)
            let lab = ProxmoxLab(joined.api, server, .token, nodeShell: shell)
            let ending = try await lab.converge(on: FaultedFleet.first.wish).summary
            guard thief.hasStruck else { break }
            lost += 1
            #expect(ending.hasPrefix("converged"), "\(moment) \(lost): \(ending)")
            let likeness = try await HostLikeness(lab.api.cluster)
            #expect(likeness.differences(from: expected) == [], "\(moment) \(lost)")
            #expect(server.repeated == [], "\(moment) \(lost)")
        }
        #expect(lost > 60, "the loop met \(lost) losses")
        print("lost answers \(moment): \(lost)")
    }
}

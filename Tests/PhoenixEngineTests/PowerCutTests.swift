import PhoenixEngine
import PhoenixModel
import PhoenixPorts
import PhoenixRun
import PhoenixSimulator
import PhoenixTestSupport
import Testing

/// Proves: wherever the power goes during the first sync of a small fleet, the next sync ends in the same state as if
/// nothing had happened, with no guest made twice and no run left open.
///
/// How: a loop cuts at the first call, at the second, … until a sync passes without meeting the cut. A call is each
/// batch of records, each change, each command, each look; the cut comes before it or after its effect.
@Suite struct PowerCutTests {
    static let fleet = wish(
        [
            container(900, "base", image: alpineImage, features: [feature("base_setup")], outcome: .template),
            container(
                101, "chat", cloneOf: 900, memory: 2048, disk: 20,
                features: [feature("base_setup"), feature("docker")],
                application: application("chat"), health: [health()]),
            machine(1001, "docker", outcome: .runningWithSnapshot("clean"), after: [900]),
        ], images: [alpineImage: alpineSource])

    @Test("Cut at every record and every call", arguments: Power.Moment.allCases)
    func everyCall(moment: Power.Moment) async throws {
        var uncut = Lab()
        let uncutTasks = CountingDriver(uncut.host)
        uncut.driver = uncutTasks
        _ = try await uncut.converge(on: Self.fleet)
        let expected = try await likeness(uncut)
        var cuts = 0
        while true {
            var lab = Lab()
            let tasks = CountingDriver(lab.host)
            lab.driver = tasks
            let power = Power(cutAt: cuts + 1, moment)
            let cut = World(
                driver: PoweredDriver(driver: tasks, power: power),
                shell: PoweredShell(shell: lab.host, power: power), clock: lab.host,
                journal: PoweredJournal(journal: lab.journal, power: power), sink: lab.told)
            _ = try? await Convergence(cut, seed: 1).converge(on: Self.fleet)
            guard power.isOff else { break }
            cuts += 1
            // The power is back: everything in memory is gone, the host and the journal's file are not.
            let ending = try await lab.converge(on: Self.fleet).summary
            #expect(ending.hasPrefix("converged"), "cut \(cuts) \(moment): \(ending)")
            #expect(try await likeness(lab) == expected, "cut \(cuts) \(moment)")
            let isOpen = await lab.journal.ledger().isOpen
            #expect(!isOpen, "cut \(cuts) \(moment)")
            #expect(tasks.counts == uncutTasks.counts, "cut \(cuts) \(moment)")
        }
        #expect(cuts > 100, "the loop met \(cuts) cuts")
        print("power cuts \(moment): \(cuts)")
    }
}

import PhoenixEngine
import PhoenixModel
import PhoenixPorts
import PhoenixRun
import PhoenixSimulator
import PhoenixTestSupport
import Testing

/// Proves: wherever the power goes during a sync, the next sync ends in the same state as if nothing had happened, with
/// nothing begun twice and no run left open.
///
/// How: a loop cuts at the first call, at the second, … until a sync passes without meeting the cut. A call is each
/// batch of records, each change, each command, each look; the cut comes before it or after its effect.
@Suite struct PowerCutTests {
    /// Each kind of guest, small enough for loops.
    static let fleet = wish(
        [
            container(900, "base", image: alpineImage, features: [feature("base_setup")], outcome: .template),
            container(
                101, "chat", cloneOf: 900, memory: 2048, disk: 20,
                features: [feature("base_setup"), feature("docker")],
                application: application("chat"), health: [health()]),
            machine(1001, "docker", outcome: .runningWithSnapshot("clean"), after: [900]),
        ], images: [alpineImage: alpineSource])

    @Test("Cut at every record and every call", arguments: CutStory.all, Power.Moment.allCases)
    func everyCall(story: CutStory, moment: Power.Moment) async throws {
        let scene = try await CutScene(story)
        var uncut = try await scene.lab()
        let uncutTasks = CountingDriver(uncut.host)
        uncut.driver = uncutTasks
        let outcome = await scene.sync(uncut)
        try #require(outcome == story.outcome)
        let expected = try await likeness(uncut, "homelab")
        var cuts = 0
        while true {
            var lab = try await scene.lab()
            let tasks = CountingDriver(lab.host)
            lab.driver = tasks
            let power = Power(cutAt: cuts + 1, moment)
            let cut = World(
                driver: PoweredDriver(driver: tasks, power: power),
                shell: PoweredShell(shell: lab.host, power: power), clock: lab.host,
                journal: PoweredJournal(journal: lab.journal, power: power), sink: lab.told)
            _ = await scene.sync(lab, cut)
            guard power.isOff else { break }
            cuts += 1
            // The power is back: everything in memory is gone, the host and the journal's file are not.
            let outcome = await scene.sync(lab)
            #expect(outcome == story.outcome, "cut \(cuts)")
            #expect(try await likeness(lab, "homelab") == expected, "cut \(cuts)")
            let isOpen = await lab.journal.ledger().isOpen
            #expect(!isOpen, "cut \(cuts)")
            #expect(tasks.counts == uncutTasks.counts, "cut \(cuts)")
        }
        #expect(cuts > 20, "the loop met \(cuts) cuts")
        print("power cuts in \(story.testDescription), \(moment): \(cuts)")
    }
}

import PhoenixEngine
import PhoenixModel
import PhoenixPlanner
import PhoenixPorts
import PhoenixRun
import PhoenixSimulator
import PhoenixTestSupport
import Testing

/// Whole ways of a wish on the simulated host.
@Suite struct ConvergenceTests {
    /// Every kind of guest and step in one small fleet.
    static let fleet = wish(
        [
            container(900, "base", features: [feature("base_setup")], outcome: .template),
            container(
                101, "chat", cloneOf: 900, memory: 2048, disk: 20,
                features: [feature("base_setup"), feature("docker")],
                application: application("chat"), health: [health()]),
            container(102, "db", image: alpineImage, outcome: .runningWithSnapshot("clean"), lifecycleSnapshots: true),
            container(103, "copy", cloneOf: 102, snapshot: "clean"),
            machine(9000, "cloud", outcome: .template),
            machine(1001, "docker", cloneOf: 9000, features: [feature("docker")], after: [101]),
        ], images: [alpineImage: alpineSource])

    @Test("A fleet goes from nothing to completed, and a second sync finds nothing to do and says nothing")
    func firstSync() async throws {
        let lab = Lab()
        let first = try await lab.converge(on: Self.fleet).summary
        #expect(first == "converged after 39")
        #expect(try await lab.plan(Self.fleet).isConverged)
        let records = await lab.journal.records.count
        let events = await lab.told.events.count
        #expect(try await lab.converge(on: Self.fleet).summary == "converged after 0")
        #expect(await lab.journal.records.count == records)
        #expect(await lab.told.events.count == events)
    }

    @Test("A changed commit applies exactly its difference")
    func difference() async throws {
        let lab = Lab()
        _ = try await lab.converge(on: Self.fleet)
        var next = Self.fleet
        next.commit = commit("b")
        next.guests[1].configuration.set(.memory(mebibytes: 4096))
        let before = await lab.told.succeeded.count
        #expect(next.guests[1].id == id(102))
        _ = try await lab.converge(on: next)
        #expect(Array(await lab.told.succeeded.dropFirst(before)) == ["102/claim", "102/configure", "102/mark"])
    }
}

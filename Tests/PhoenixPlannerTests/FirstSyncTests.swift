import PhoenixModel
import PhoenixPlanner
import PhoenixTestSupport
import Testing

/// How a fleet comes into being on an empty host, and that it is at rest afterwards.
@Suite struct FirstSyncTests {
    @Test("A container from an image goes through every state in order")
    func fromImage() {
        let guest = container(
            101, "ollama", features: [feature("base"), feature("ollama")], application: application("chat"),
            health: [health()])
        let plan = PhoenixPlanner.plan(wish([guest]), host())
        #expect(
            transcript(plan) == """
                101/create because it is not on the host
                101/start because it is stopped
                101/answer because nothing can be done inside before it answers
                101/feature/base because it is not installed
                101/feature/ollama because it is not installed
                101/application/chat because it is not running
                101/health because something changed since its last proof
                101/mark because what was applied travels with the guest
                """)
        #expect(inconsistencies(of: plan, seeing: host()) == [])
    }

    @Test("A template is completed before its clone is made, and the clone does not install again what it inherits")
    func cloneOfTemplate() {
        let base = container(900, "base", features: [feature("base")], outcome: .template)
        let clone = container(101, "web", cloneOf: 900, memory: 2048, features: [feature("base"), feature("docker")])
        let plan = PhoenixPlanner.plan(wish([base, clone]), host())
        #expect(
            transcript(plan) == """
                900/create because it is not on the host
                900/start because it is stopped
                900/answer because nothing can be done inside before it answers
                900/feature/base because it is not installed
                900/mark because what was applied travels with the guest
                900/shut-down because it becomes a template
                900/template because the commit wants a template
                101/clone after 900/template because it is not on the host
                101/configure because memory_mb 1024 MiB → 2048 MiB
                101/start because it is stopped
                101/answer because nothing can be done inside before it answers
                101/feature/docker because it is not installed
                101/mark because what was applied travels with the guest
                """)
    }

    @Test("Dependencies cross kinds: a guest leaves defined only when those it depends on are completed")
    func dependencies() {
        let authority = container(103, "step-ca")
        let portainer = machine(1001, "portainer", after: [103])
        let plan = PhoenixPlanner.plan(wish([portainer, authority]), host())
        let creation = plan.steps.first { $0.id == StepID("1001/create") }
        #expect(creation?.after == [StepID("103/mark")])
    }

    @Test("A fleet that was led to its wish gives an empty plan")
    func rest() {
        let fleet = wish([
            container(900, "base", features: [feature("base")], outcome: .template),
            container(101, "web", cloneOf: 900, memory: 2048, features: [feature("base"), feature("docker")]),
            container(102, "db", outcome: .runningWithSnapshot("clean"), lifecycleSnapshots: true),
            machine(9000, "cloud", outcome: .template), machine(1001, "docker", cloneOf: 9000, after: [101]),
        ])
        var plain = PlainHost(host())
        plain.perform(plan(fleet, plain.state))
        #expect(transcript(plan(fleet, plain.state)) == "")
        #expect(plan(fleet, plain.state).isConverged)
    }

    @Test("A clone of a running guest is made from its snapshot, and is full")
    func cloneOfSnapshot() throws {
        let base = container(900, "base", outcome: .runningWithSnapshot("clean"))
        let plan = PhoenixPlanner.plan(wish([base, container(101, "web", cloneOf: 900, snapshot: "clean")]), host())
        let step = try #require(plan.steps.first { $0.id == StepID("101/clone") })
        guard case .change(let submission) = step.action, case .clone(let cloning) = submission.change else {
            Issue.record("101/clone is no clone")
            return
        }
        #expect(cloning.snapshot == "clean")
        #expect(cloning.mode == .full(storage: "local-lvm"))
        #expect(step.after == [StepID("900/mark")])
        #expect(step.holds == [id(900)])
    }

    @Test("A larger disk than the source's is grown after the clone")
    func grow() {
        let fleet = wish([
            container(900, "base", outcome: .template), container(101, "web", cloneOf: 900, disk: 20),
        ])
        let plan = PhoenixPlanner.plan(fleet, host())
        #expect(plan.steps.map(\.id.text).contains("101/grow"))
    }
}

import PhoenixModel
import PhoenixPlanner
import PhoenixReport
import PhoenixTestSupport
import Testing

struct PlanTextTests {
    @Test("A first plan: what is made, and in which steps")
    func first() {
        #expect(
            text(of: Samples.first, style: .plain) == """
                + 101 web (lxc, pve1) defined
                    clone → start → answer → mark
                + 900 base (lxc, pve1) defined
                    create → start → answer → feature/tools → mark → shut-down → template

                plan for commit aaaaaaa: 2 to create; 11 steps

                """)
    }

    @Test("A change: what differs")
    func change() {
        #expect(
            text(of: Samples.change, style: .plain) == """
                ~ 101 web (lxc, pve1) created
                    memory_mb 1024 MiB → 2048 MiB
                    configure → mark

                plan for commit bbbbbbb: 1 to change; 2 steps

                """)
    }

    @Test("Something in the way: why, and what to do")
    func blocked() {
        #expect(
            text(of: Samples.blocked, style: .plain) == """
                  101 web (lxc) defined
                    ! blocked: it wants 1024000 MiB of memory; node pve1 has 131072; lower memory_mb to what the node can give

                plan for commit aaaaaaa: 1 blocked; 0 steps

                """)
    }

    @Test("Nothing to do, in one line")
    func nothing() {
        let desired = wish([container(101, "web")])
        var world = PlainHost(host())
        world.perform(plan(desired, world.state))
        #expect(
            text(of: plan(desired, world.state), style: .plain) == "nothing to do: 1 guest as commit aaaaaaa wishes\n")
    }

    @Test("Status: every guest, with what is due and what failed")
    func status() throws {
        let report = StatusReport(
            plan: Samples.change, subject: "More memory", failures: [id(101): Samples.scriptFailure], stepsAtWork: [],
            seenAt: Samples.start)
        #expect(
            report.text(style: .plain) == """
                fleet lab, commit bbbbbbb "More memory": 0 of 1 guest completed

                ID   NAME  KIND  NODE  STATE
                101  web   lxc   pve1  created  failed: the installation of tools ended with exit code 7; 2 steps due

                """)
    }
}

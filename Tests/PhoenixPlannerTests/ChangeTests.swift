import PhoenixModel
import PhoenixPlanner
import PhoenixTestSupport
import Testing

/// What a new commit, or somebody's hand, leads to on a fleet that was as wished.
@Suite struct ChangeTests {
    /// A host on which `fleet` is as wished.
    private func settled(_ fleet: DesiredState) -> PlainHost {
        var plain = PlainHost(host())
        plain.perform(plan(fleet, plain.state))
        return plain
    }

    @Test("More memory is given to a running container in place")
    func memory() {
        let plain = settled(wish([container(101, "web", memory: 1024)]))
        let next = plan(wish([container(101, "web", memory: 4096)], commit: commit("b")), plain.state)
        #expect(
            transcript(next) == """
                101/configure because memory_mb 1024 MiB → 4096 MiB
                101/mark because what was applied travels with the guest
                """)
        #expect(next.guests.first?.state == .created)
    }

    @Test("A machine needs a restart for more memory, and gets it if its rule allows it")
    func restartAllowed() {
        let plain = settled(wish([machine(101, "vm", memory: 2048)]))
        let next = plan(wish([machine(101, "vm", memory: 4096)]), plain.state)
        #expect(next.steps.map(\.id.text) == ["101/configure", "101/restart", "101/answer", "101/mark"])
    }

    @Test("Without leave to restart the setting is written and waits, and that is said")
    func restartForbidden() {
        let plain = settled(wish([machine(101, "vm", memory: 2048)]))
        let rules = GuestRules(restart: .never)
        let next = plan(wish([machine(101, "vm", memory: 4096, rules: rules)]), plain.state)
        #expect(
            transcript(next) == """
                101/configure because memory_mb 2048 MiB → 4096 MiB
                101 created: restart needed memory_mb
                """)
    }

    @Test("A setting that is already pending is not written again")
    func pending() {
        var plain = settled(wish([machine(101, "vm", memory: 2048)]))
        plain.change(id(101)) { $0.pending.changed.set(.memory(mebibytes: 4096)) }
        let next = plan(wish([machine(101, "vm", memory: 4096)]), plain.state)
        #expect(next.steps.map(\.id.text) == ["101/restart", "101/answer", "101/mark"])
    }

    @Test("In the maintenance window a restart is allowed; outside it is not")
    func window() {
        let plain = settled(wish([machine(101, "vm", memory: 2048)]))
        // The host's time is 2026-01-01 00:00 UTC, a Thursday.
        for (days, isAllowed) in [([3], true), ([4], false)] {
            let policy = Policy(window: MaintenanceWindow(weekdays: Set(days), startMinute: 0, endMinute: 60))
            let guest = machine(101, "vm", memory: 4096, rules: GuestRules(restart: .window))
            let next = plan(wish([guest], policy: policy), plain.state)
            #expect(next.steps.contains { $0.id == StepID("101/restart") } == isAllowed)
        }
    }

    @Test("A changed script makes its feature due again, and nothing else")
    func changedFeature() {
        let plain = settled(wish([container(101, "web", features: [feature("base"), feature("docker")])]))
        let next = plan(
            wish([container(101, "web", features: [feature("base"), feature("docker", version: "2")])]), plain.state)
        #expect(
            transcript(next) == """
                101/feature/docker because its scripts, manifest or parameters changed
                101/mark because what was applied travels with the guest
                """)
    }

    @Test("A feature that asks for a restart waits until its guest may be restarted, unless the guest is new")
    func featureWithRestart() {
        let driver = feature("nvidia", restart: true)
        let rules = GuestRules(restart: .never)
        let plain = settled(wish([container(101, "gpu", rules: rules)]))
        let next = plan(wish([container(101, "gpu", features: [driver], rules: rules)]), plain.state)
        #expect(transcript(next) == "101 running: restart needed feature nvidia")
        let fresh = plan(wish([container(102, "new", features: [driver], rules: rules)]), host())
        #expect(
            fresh.steps.map(\.id.text).suffix(4) == [
                "102/feature/nvidia", "102/restart/nvidia", "102/answer/2", "102/mark",
            ])
    }

    @Test("A mark does not name what is seen to be gone from the inside, such as by a removal whose sync was cut off")
    func removedBefore() throws {
        var plain = settled(wish([container(101, "web", features: [feature("docker")])]))
        plain.change(id(101)) { $0.receipts = [] }
        let next = plan(wish([container(101, "web")]), plain.state)
        #expect(next.steps.map(\.id.text) == ["101/mark"])
        plain.perform(next)
        #expect(plain.state.guests.first?.mark?.applied == [:])
    }

    @Test("A feature that is no longer wished for is removed if it can be")
    func removedFeature() {
        let plain = settled(wish([container(101, "web", features: [feature("docker")])]))
        let removal = FeatureRemoval(name: "docker", remove: script("features/docker/remove.sh"), timeoutSeconds: 60)
        let next = plan(wish([container(101, "web")], removals: ["docker": removal]), plain.state)
        #expect(next.steps.map(\.id.text) == ["101/remove/docker", "101/mark"])
        #expect(plan(wish([container(101, "web")]), plain.state).steps.map(\.id.text) == ["101/mark"])
    }

    @Test("A guest stopped by hand is started again, or only reported, as the policy says")
    func stoppedByHand() {
        let fleet = [container(101, "web")]
        var plain = settled(wish(fleet))
        plain.change(id(101)) {
            $0.power = .stopped
            $0.receipts = nil
        }
        #expect(plan(wish(fleet), plain.state).steps.map(\.id.text) == ["101/start", "101/answer"])
        let reported = plan(wish(fleet, policy: Policy(drift: .report)), plain.state)
        #expect(transcript(reported) == "101 completed: drifted it is stopped")
    }

    @Test("Drift is corrected, or only reported; a new wish is applied either way")
    func drift() {
        var plain = settled(wish([container(101, "web", memory: 1024)]))
        plain.change(id(101)) { $0.configuration.set(.memory(mebibytes: 512)) }
        let reporting = Policy(drift: .report)
        #expect(
            plan(wish([container(101, "web", memory: 1024)]), plain.state).steps.map(\.id.text) == ["101/configure"])
        #expect(
            transcript(plan(wish([container(101, "web", memory: 1024)], policy: reporting), plain.state))
                == "101 completed: drifted memory_mb 512 MiB → 1024 MiB")
        #expect(
            plan(wish([container(101, "web", memory: 2048)], policy: reporting), plain.state).steps.map(\.id.text)
                == ["101/configure", "101/mark"])
    }

    @Test("An ignored setting is neither corrected nor reported")
    func ignored() {
        let guest = container(101, "web", memory: 1024, rules: GuestRules(ignoredSettings: [.memory]))
        var plain = settled(wish([guest]))
        plain.change(id(101)) { $0.configuration.set(.memory(mebibytes: 512)) }
        #expect(plan(wish([guest]), plain.state).isConverged)
    }

    @Test("A guest is moved to the node that a new commit names; one that somebody moved later is left there")
    func nodes() {
        var plain = PlainHost(host([node("pve1"), node("pve2")]))
        let before = wish([container(101, "web", node: "pve1")])
        plain.perform(plan(before, plain.state))
        let after = wish([container(101, "web", memory: 2048, node: "pve2")])
        let next = plan(after, plain.state)
        #expect(
            next.steps.map(\.id.text) == ["101/migrate", "101/configure", "101/answer", "101/mark"])
        #expect(next.steps.map(\.guest.node) == ["pve1", "pve2", "pve2", "pve2"])
        plain.perform(next)
        plain.perform(plan(after, plain.state))
        #expect(plan(after, plain.state).isConverged)
        plain.change(id(101)) { $0.reference = GuestReference(id: id(101), kind: .container, node: "pve1") }
        #expect(
            transcript(plan(after, plain.state))
                == "101 completed: not on pve2: somebody moved it, and it is left there")
    }

    @Test("A container is not moved without leave to restart, nor to a node that cannot take it")
    func nodesForbidden() {
        var plain = PlainHost(host([node("pve1"), node("pve2", available: 4)]))
        plain.perform(plan(wish([container(101, "web", node: "pve1")]), plain.state))
        let full = plan(wish([container(101, "web", node: "pve2")]), plain.state)
        #expect(transcript(full).contains("blocked storageFull"))
        let rules = GuestRules(restart: .never)
        plain = PlainHost(host([node("pve1"), node("pve2")]))
        plain.perform(plan(wish([container(101, "web", node: "pve1", rules: rules)]), plain.state))
        let refused = plan(wish([container(101, "web", node: "pve2", rules: rules)]), plain.state)
        #expect(transcript(refused).contains("moving it stops it"))
        #expect(!refused.isConverged)
    }

    @Test("A volume that the commit does not list is never detached")
    func extraVolume() {
        var plain = settled(wish([container(101, "web")]))
        let volume = Volume(storage: "local-lvm", sizeGibibytes: 50, mountPath: "/data")
        plain.change(id(101)) { $0.configuration.set(.volume(index: 0, volume)) }
        let next = plan(wish([container(101, "web")]), plain.state)
        #expect(
            transcript(next) == "101 completed: left volumes/0 50 GiB on local-lvm at /data → nothing")
    }
}

import PhoenixModel
import PhoenixPlanner
import PhoenixTestSupport
import Testing

/// What Phoenix must never do: touch what is not its own, lose data, or take the unseen for absent.
@Suite struct SafetyTests {
    private func settled(_ fleet: DesiredState, on nodes: [ObservedNode] = [node()]) -> PlainHost {
        var plain = PlainHost(host(nodes))
        plain.perform(plan(fleet, plain.state))
        return plain
    }

    private func stranger(_ number: Int, mark: Mark? = nil) -> ObservedGuest {
        ObservedGuest(
            reference: GuestReference(id: id(number), kind: .container, node: "pve1"), mark: mark, power: .running,
            configuration: container(number, "stranger").configuration, receipts: [])
    }

    @Test("A foreign guest on the wished number blocks, and is left alone")
    func foreign() {
        let next = plan(wish([container(101, "web")]), host(guests: [stranger(101)]))
        #expect(
            transcript(next)
                == "101 defined: blocked foreignGuest: number 101 belongs to a guest 'stranger' that Phoenix did not make"
        )
    }

    @Test("It is taken over only if the commit says so")
    func adopt() {
        let guest = container(101, "stranger", rules: GuestRules(adopts: true))
        let next = plan(wish([guest]), host(guests: [stranger(101)]))
        #expect(next.steps.map(\.id.text) == ["101/adopt", "101/mark"])
        #expect(inconsistencies(of: next, seeing: host(guests: [stranger(101)])) == [])
    }

    @Test("A guest of another fleet is never adopted")
    func otherFleet() {
        let guest = container(101, "web", rules: GuestRules(adopts: true))
        let other = stranger(101, mark: Mark(fleet: "other", guest: id(101)))
        #expect(plan(wish([guest]), host(guests: [other])).isEmpty)
    }

    @Test("A guest that is found under another number is not made a second time")
    func movedNumber() {
        let copy = stranger(105, mark: Mark(fleet: "lab", guest: id(101)))
        let next = plan(wish([container(101, "web")]), host(guests: [copy]))
        #expect(next.isEmpty)
        #expect(transcript(next).contains("blocked ambiguousMark"))
    }

    @Test("A copy of a guest with its mark changes nothing for the guest itself")
    func copy() {
        let fleet = wish([container(101, "web")])
        let plain = settled(fleet)
        var observed = plain.state
        observed.guests.append(stranger(105, mark: Mark(fleet: "lab", guest: id(101))))
        #expect(plan(fleet, observed).isConverged)
    }

    @Test("A guest on an offline node is unknown: neither made again nor pruned, and its clones wait")
    func offline() {
        let fleet = wish([container(900, "base", outcome: .runningWithSnapshot("clean"), node: "pve2")])
        let plain = settled(fleet, on: [node("pve1"), node("pve2")])
        var observed = plain.state
        observed.nodes[1].isOnline = false
        observed.guests[0].power = .unknown
        let clone = container(101, "web", cloneOf: 900, snapshot: "clean")
        let next = plan(wish(fleet.guests + [clone]), observed)
        #expect(
            transcript(next) == """
                101 defined: waits for 900
                900 defined: unknown on pve2
                """)
        let pruned = plan(wish([container(101, "web", node: "pve1")], policy: Policy(prune: .destroy)), observed)
        #expect(!pruned.steps.contains { $0.guest.id == id(900) })
    }

    @Test("A guest moved to another node is followed there, not made again")
    func moved() {
        let fleet = wish([container(101, "web", memory: 1024)])
        var plain = settled(fleet, on: [node("pve1"), node("pve2")])
        plain.perform(
            plan(fleet, plain.state))
        plain.change(id(101)) {
            $0.reference = GuestReference(id: id(101), kind: .container, node: "pve2")
        }
        #expect(plan(fleet, plain.state).isConverged)
        let next = plan(wish([container(101, "web", memory: 2048)]), plain.state)
        #expect(next.steps.allSatisfy { $0.guest.node == "pve2" })
    }

    @Test("Orphans are reported, stopped or destroyed as policy says, never more than allowed, never protected ones")
    func prune() {
        let fleet = wish([
            container(101, "keep"), container(102, "a"), container(103, "b"),
            container(104, "c", rules: GuestRules(isProtected: true)),
        ])
        let plain = settled(fleet)
        let rest = [container(101, "keep")]
        #expect(plan(wish(rest), plain.state).isEmpty)
        let stopping = plan(wish(rest, policy: Policy(prune: .stop)), plain.state)
        #expect(stopping.steps.map(\.id.text) == ["102/shut-down", "103/shut-down"])
        let destroying = plan(wish(rest, policy: Policy(prune: .destroy)), plain.state)
        #expect(
            transcript(destroying) == """
                102/shut-down because it is gone from the commit (policy.prune is destroy)
                102/destroy because it is gone from the commit (policy.prune is destroy)
                102 completed: orphaned
                103 completed: orphaned
                103 completed: blocked removalLimit: one sync removes no more than 1
                104 completed: orphaned
                104 completed: blocked protected: it is protected, so it is left alone
                """)
        #expect(plan(wish(rest, policy: Policy(prune: .destroy)), plain.state, removalsDone: 1).isEmpty)
        let generous = plan(wish(rest, policy: Policy(prune: .destroy, maximumRemovals: 5)), plain.state)
        #expect(generous.steps.count { $0.id.text.hasSuffix("/destroy") } == 2)
    }

    @Test("A commit without guests prunes nothing")
    func emptyCommit() {
        let plain = settled(wish([container(101, "web")]))
        let next = plan(wish([], policy: Policy(prune: .destroy, maximumRemovals: 9)), plain.state)
        #expect(next.isEmpty)
        #expect(transcript(next).contains("blocked emptyCommit"))
    }

    @Test("What needs a replacement is refused, unless the guest allows it and is not protected")
    func replacement() {
        let plain = settled(wish([container(101, "web", disk: 20)]))
        func next(_ rules: GuestRules) -> Plan {
            plan(wish([container(101, "web", disk: 8, rules: rules)]), plain.state)
        }
        #expect(
            transcript(next(GuestRules())) == """
                101 created: blocked needsReplacement: it would have to be replaced: storage_size_gb: a disk of 20 GiB \
                cannot shrink to 8 GiB
                """)
        #expect(next(GuestRules(isProtected: true, allowsReplacement: true)).isEmpty)
        #expect(
            next(GuestRules(allowsReplacement: true)).steps.map(\.id.text)
                == ["101/shut-down", "101/destroy", "101/create", "101/start", "101/answer", "101/mark"])
    }

    @Test("A protection that the commit has taken away goes first; then the guest is replaced")
    func noLongerProtected() {
        var world = settled(wish([container(101, "web", disk: 20, rules: GuestRules(isProtected: true))]))
        func next(_ rules: GuestRules) -> Plan {
            plan(wish([container(101, "web", disk: 8, rules: rules)]), world.state)
        }
        #expect(next(GuestRules(isProtected: true, allowsReplacement: true)).isEmpty)
        #expect(transcript(next(GuestRules())).contains("blocked needsReplacement"))
        let first = next(GuestRules(allowsReplacement: true))
        #expect(first.steps.map(\.id.text) == ["101/mark"])
        #expect(!first.isConverged)
        world.perform(first)
        #expect(world.guest(id(101))?.mark?.isProtected == false)
        #expect(next(GuestRules(allowsReplacement: true)).steps.map(\.id.text).contains("101/destroy"))
    }

    @Test("A locked guest blocks with the way out; a task at work on it is followed")
    func locked() {
        let fleet = wish([container(101, "web", memory: 1024)])
        var plain = settled(fleet)
        plain.change(id(101)) { $0.lock = "backup" }
        let changed = wish([container(101, "web", memory: 2048)])
        #expect(transcript(plan(changed, plain.state)).contains("blocked locked: it is locked (backup)"))
        var observed = plain.state
        observed.runningTasks = [
            RunningTask(id: TaskID("UPID:1"), node: "pve1", guest: id(101), operation: nil)
        ]
        #expect(plan(changed, observed).steps.map(\.id.text) == ["101/follow"])
    }

    @Test(
        "What the host does not have blocks before anything starts",
        arguments: [
            (container(101, "web", memory: 999_999), "memoryTooLarge"),
            (container(101, "web", storage: "tank"), "unknownStorage"),
            (container(101, "web", storage: "local"), "storageContent"),
            (container(101, "web", disk: 9999), "storageFull"),
            (container(101, "web", node: "pve9"), "unknownNode"),
            (
                container(
                    101, "web", also: [.network(index: 0, NetworkInterface(name: "eth0", bridge: "vmbr9"))]),
                "unknownBridge"
            ),
            (
                container(101, "web", also: [.device(index: 0, .node(path: "/dev/nvidia0", mode: nil))]),
                "unknownDevice"
            ),
        ])
    func missing(guest: DesiredGuest, kind: String) {
        let next = plan(wish([guest, container(102, "fine"), container(103, "late", after: [101])]), host())
        #expect(transcript(next).contains("101 defined: blocked \(kind)"))
        #expect(transcript(next).contains("103 defined: waits for 101"))
        #expect(next.steps.contains { $0.id == StepID("102/create") }, "the rest goes on")
    }

    @Test("A guest with snapshots cannot become a template")
    func templateWithSnapshots() {
        var plain = settled(wish([container(101, "web")]))
        plain.change(id(101)) { $0.snapshots = ["old"] }
        let next = plan(wish([container(101, "web", outcome: .template)]), plain.state)
        #expect(transcript(next).contains("blocked cannotBecomeTemplate"))
    }
}

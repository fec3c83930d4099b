import PhoenixModel
import PhoenixPlanner
import PhoenixTestSupport
import Testing

/// A linked clone's disks rest on its template's: Proxmox keeps those where they are, and the plan says so before it begins.
@Suite("Linked clones") struct LinkedCloneTests {
    /// Template 900 with its clones, on a storage whose names show the bases.
    private func settled(_ guests: [DesiredGuest], on nodes: [ObservedNode] = [node()]) -> PlainHost {
        var plain = PlainHost(host(nodes), bindsClones: true)
        plain.perform(plan(wish(guests), plain.state))
        return plain
    }

    private let base = container(900, "base", outcome: .template)
    private let destroying = Policy(prune: .destroy, maximumRemovals: 9)

    @Test(
        "The name of a volume shows what it rests on, if Proxmox cares",
        arguments: [
            ("tank:base-900-disk-0/vm-101-disk-0", 900), ("tank:basevol-900-disk-1/subvol-101-disk-0", 900),
            ("files:900/base-900-disk-0.qcow2/101/vm-101-disk-0.qcow2", 900),
            ("tank:base-900-disk-0/base-901-disk-0", 900),
            ("local-lvm:vm-101-disk-0", nil), ("local-lvm:base-900-disk-0", nil),
            ("files:900/base-900-disk-0.raw", nil),
            ("local:iso/base-900-disk-0", nil), ("tank:database-900-disk-0/vm-101-disk-0", nil),
            ("tank:base-x-disk-0/vm-101-disk-0", nil), ("base-900-disk-0/vm-101-disk-0", nil), ("", nil), (":", nil),
        ])
    func names(volume: String, guest: Int?) {
        #expect(DiskBase(volume: volume)?.guest == guest.map(id))
        #expect(DiskBase(volume: volume).map { volume.hasPrefix($0.storage.text + ":") } != false)
    }

    @Test("A template stays as long as a clone of it is wished for")
    func keptTemplate() {
        let plain = settled([base, container(101, "web", cloneOf: 900), container(102, "db", cloneOf: 900)])
        let next = plan(wish([container(101, "web")], policy: destroying), plain.state)
        #expect(next.steps.map(\.id.text) == ["102/shut-down", "102/destroy"])
        #expect(
            transcript(next).contains(
                "900 completed: blocked sharedDisks: guest 101 shares its disks as linked clones"))
        #expect(plan(wish([container(101, "web")], policy: Policy(prune: .stop)), plain.state).steps.count == 1)
    }

    @Test("Clones go first, and clones of clones before those")
    func order() {
        let fleet = [
            base, container(800, "later", cloneOf: 900, outcome: .template), container(700, "last", cloneOf: 800),
        ]
        let plain = settled(fleet)
        let next = plan(wish([container(101, "web")], policy: destroying), plain.state)
        let destroyed = next.steps.filter { $0.id.text.hasSuffix("/destroy") }
        #expect(destroyed.map(\.id.text) == ["700/destroy", "800/destroy", "900/destroy"])
        #expect(destroyed.last?.after.contains(StepID("800/destroy")) == true)
        #expect(inconsistencies(of: next, seeing: plain.state) == [])
    }

    @Test("If not all clones may go in one sync, the template waits for them")
    func limit() {
        let plain = settled([base, container(101, "a", cloneOf: 900), container(102, "b", cloneOf: 900)])
        let next = plan(wish([container(103, "c")], policy: Policy(prune: .destroy)), plain.state)
        #expect(next.steps.filter { $0.id.text.hasSuffix("/destroy") }.map(\.id.text) == ["101/destroy"])
        #expect(transcript(next).contains("900 completed: blocked sharedDisks: guest 102 shares"))
    }

    @Test("A clone that a task is just destroying is waited for; one that a task backs up is not taken for gone")
    func busyClone() {
        let plain = settled([base, container(101, "a", cloneOf: 900)])
        func next(_ operation: Change.Operation?) -> Plan {
            var observed = plain.state
            observed.runningTasks = [RunningTask(id: "UPID:1", node: "pve1", guest: id(101), operation: operation)]
            return plan(wish([container(103, "c")], policy: destroying), observed)
        }
        #expect(next(.destroy).steps.contains { $0.id.text == "900/destroy" && $0.after == [StepID("101/follow")] })
        #expect(transcript(next(nil)).contains("900 completed: blocked sharedDisks"))
    }

    @Test("A template is not replaced while it has clones")
    func replacement() {
        let old = container(900, "base", disk: 20, outcome: .template)
        let plain = settled([old, container(101, "web", cloneOf: 900, disk: 20)])
        let new = container(900, "base", disk: 8, outcome: .template, rules: GuestRules(allowsReplacement: true))
        let next = plan(wish([new, container(101, "web", cloneOf: 900, disk: 20)]), plain.state)
        #expect(next.isEmpty)
        #expect(
            transcript(next).contains(
                "900 created: blocked sharedDisks: it would have to be replaced (storage_size_gb: a disk of 20 GiB cannot "
                    + "shrink to 8 GiB), and guest 101 shares its disks as linked clones"))
    }

    @Test("Neither a clone nor its template leaves the node where the disks are")
    func moves() {
        let nodes = [node("pve1"), node("pve2")]
        let here = container(900, "base", outcome: .template, node: "pve1")
        let plain = settled([here, container(101, "web", cloneOf: 900)], on: nodes)
        let clone = plan(wish([here, container(101, "web", cloneOf: 900, node: "pve2")]), plain.state)
        #expect(clone.isEmpty)
        #expect(
            transcript(clone).contains(
                "blocked sharedDisks: it is a linked clone of guest 900, whose disks are on node pve1 only"))
        let there = container(900, "base", outcome: .template, node: "pve2")
        let template = plan(wish([there, container(101, "web", cloneOf: 900)]), plain.state)
        #expect(!template.steps.contains { $0.guest.id == id(900) })
        #expect(
            transcript(template).contains(
                "blocked sharedDisks: guest 101 shares its disks on node pve1 as linked clones"))
    }

    @Test("A template that somebody moved away has left its clones' disks behind, and may go")
    func movedTemplate() {
        var plain = settled([base, container(101, "web", cloneOf: 900)], on: [node("pve1"), node("pve2")])
        plain.change(id(900)) { $0.reference = GuestReference(id: id(900), kind: .container, node: "pve2") }
        let next = plan(wish([container(101, "web")], policy: destroying), plain.state)
        #expect(next.steps.map(\.id.text) == ["900/destroy"])
    }

    @Test("Of many clones some are named")
    func names() {
        let clones = (101...107).map { container($0, "c\($0)", cloneOf: 900) }
        let plain = settled([base] + clones)
        let next = plan(wish((101...107).map { container($0, "c\($0)") }, policy: destroying), plain.state)
        #expect(transcript(next).contains("guests 101, 102, 103, 104, 105 and 2 more share its disks"))
    }
}

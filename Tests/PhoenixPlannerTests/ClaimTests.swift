import PhoenixModel
import PhoenixPlanner
import PhoenixTestSupport
import Testing

/// Who works on a guest claims it, and whoever comes second stands back.
@Suite struct ClaimTests {
    private let now = host().takenAt
    private let fleet = wish([container(101, "web", features: [feature("docker")])])

    private func settled(_ fleet: DesiredState) -> PlainHost {
        var plain = PlainHost(host())
        plain.perform(plan(fleet, plain.state, writer: "one"))
        return plain
    }

    private func changes(_ plan: Plan) -> [Submission] {
        plan.steps.compactMap { if case .change(let submission) = $0.action { submission } else { nil } }
    }

    @Test("A guest that is made carries the claim from the start, and its last mark releases it")
    func made() {
        let submissions = changes(plan(fleet, host(), writer: "one"))
        #expect(submissions.first?.change.newMark?.claim?.writer == "one")
        let claim = submissions.first?.change.newMark?.claim
        #expect(submissions[1].fence == .marked("lab", id(101), claim: claim))
        guard case .mark(_, let last)? = submissions.last?.change else {
            Issue.record("\(submissions)")
            return
        }
        #expect(last.claim == nil && last.commit == commit("a"))
        #expect(submissions.last?.fence == .marked("lab", id(101), claim: claim))
    }

    @Test("The claim covers the deadlines of all steps, those of a source included")
    func bound() throws {
        let base = container(900, "base", outcome: .template)
        let copy = container(101, "web", cloneOf: 900, features: [feature("docker")])
        let submissions = changes(plan(wish([base, copy]), host(), writer: "one"))
        let first = try #require(submissions.first { $0.change.guest.id == id(900) }?.change.newMark?.claim)
        let second = try #require(submissions.first { $0.change.guest.id == id(101) }?.change.newMark?.claim)
        // Creation, mark and conversion, and ten minutes more.
        #expect(first.until == now.adding(seconds: 1800 + 300 + 1800 + 600))
        // The source's release, copy, start, answer, feature and mark.
        let more = [300, 4 * 3600, 300, 300, 3600, 300].reduce(0, +)
        #expect(second.until == first.until.adding(seconds: more))
    }

    @Test("More than one change begins with a claim and ends with its release; a single one needs none")
    func steps() {
        let plain = settled(fleet)
        var next = fleet
        next.guests[0].configuration.set(.memory(mebibytes: 2048))
        #expect(
            plan(next, plain.state, writer: "one").steps.map(\.id.text) == ["101/claim", "101/configure", "101/mark"])
        var drifted = plain
        drifted.change(id(101)) { $0.configuration.set(.memory(mebibytes: 512)) }
        let alone = plan(fleet, drifted.state, writer: "one")
        #expect(alone.steps.map(\.id.text) == ["101/configure"])
        #expect(changes(alone).map(\.fence) == drifted.state.guests.compactMap { $0.mark.map { .unchanged($0) } })
        drifted.change(id(101)) { $0.receipts = [] }
        #expect(
            plan(fleet, drifted.state, writer: "one").steps.map(\.id.text)
                == ["101/claim", "101/configure", "101/feature/docker", "101/release"])
        #expect(plan(fleet, plain.state, writer: "one").isEmpty)
    }

    @Test(
        "Another's claim blocks its guest and what waits for it; run out, it is claimed over, and our own never blocks")
    func claimed() throws {
        let both = wish([fleet.guests[0], container(102, "late", after: [101])])
        var plain = settled(fleet)
        let claim = Claim(writer: "two", until: now.adding(seconds: 60))
        plain.change(id(101)) { $0.mark?.claim = claim }
        plain.change(id(101)) { $0.receipts = [] }
        #expect(
            transcript(plan(both, plain.state, writer: "one")) == """
                101 running: blocked claimed: another Phoenix (two) is at work on it, until 2026-01-01T00:01:00Z at the latest
                102 defined: waits for 101
                """)
        #expect(plan(both, plain.state).isEmpty, "who only looks is told the same")
        let own = plan(fleet, plain.state, writer: "two")
        #expect(own.steps.map(\.id.text) == ["101/claim", "101/feature/docker", "101/release"])
        var later = plain.state
        later.takenAt = claim.until
        let over = plan(fleet, later, writer: "one")
        #expect(over.steps.map(\.id.text) == ["101/claim", "101/feature/docker", "101/release"])
        #expect(changes(over).first?.fence == later.guests[0].mark.map { .unchanged($0) })
        #expect(inconsistencies(of: over, seeing: later) == [])
    }

    @Test("A claim that is left on a guest as wished is taken back")
    func left() {
        var plain = settled(fleet)
        plain.change(id(101)) { $0.mark?.claim = Claim(writer: "one", until: now.adding(seconds: 60)) }
        #expect(plan(fleet, plain.state, writer: "two").steps == [])
        let next = plan(fleet, plain.state, writer: "one")
        #expect(next.steps.map(\.id.text) == ["101/release"] && !next.isConverged)
        plain.perform(next)
        #expect(plan(fleet, plain.state, writer: "one").isConverged)
        plain.change(id(101)) {
            $0.mark?.claim = Claim(writer: "one", until: now.adding(seconds: 60))
            $0.configuration.set(.memory(mebibytes: 512))
        }
        #expect(
            plan(fleet, plain.state, writer: "one").steps.map(\.id.text)
                == ["101/claim", "101/configure", "101/release"], "in one go with what is left to be done")
    }

    @Test("An orphan is claimed before it goes, and left to whoever has claimed it")
    func orphan() {
        var plain = settled(fleet)
        let gone = wish([container(102, "db")], policy: Policy(prune: .destroy))
        let next = plan(gone, plain.state, writer: "one")
        #expect(
            next.steps.map(\.id.text).filter { $0.hasPrefix("101") } == ["101/claim", "101/shut-down", "101/destroy"])
        var busy = plain.state
        busy.runningTasks = [RunningTask(id: "T", node: "pve1", guest: id(101), operation: .destroy)]
        let followed = plan(gone, busy, writer: "one").steps.map(\.id.text).filter { $0.hasPrefix("101") }
        #expect(followed == ["101/follow"], "what was begun before a crash")
        plain.change(id(101)) { $0.mark?.claim = Claim(writer: "two", until: now.adding(seconds: 60)) }
        #expect(transcript(plan(gone, plain.state, writer: "one")).contains("blocked claimed"))
    }

    @Test("What a newer commit did stands: its guests are left alone, and none is made")
    func newer() {
        var plain = settled(fleet)
        plain.change(id(101)) { $0.mark?.commit = commit("b") }
        var other = fleet
        other.guests[0].configuration.set(.memory(mebibytes: 512))
        other.guests.append(container(102, "db"))
        let next = plan(other, plain.state, writer: "one", newerCommits: [commit("b")])
        #expect(
            transcript(next) == """
                101 created: blocked newerCommit: another Phoenix applies commit bbbbbbb, which aaaaaaa does not lead back to
                102 defined: blocked newerCommit: another Phoenix applies commit bbbbbbb, which aaaaaaa does not lead back to
                """)
        let overruled = plan(fleet, plain.state, writer: "one", newerCommits: [commit("b")], overrulesThem: true)
        #expect(overruled.steps.map(\.id.text) == ["101/mark"])
        plain.perform(overruled)
        #expect(plain.guest(id(101))?.mark?.commit == commit("a"))
    }
}

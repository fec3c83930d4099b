import PhoenixModel
import PhoenixTestSupport
import Testing

/// What stands in a guest's description, and what is read out of it again.
@Suite struct MarkTextTests {
    @Test("Marks of every shape are read back as they were written")
    func roundTrip() {
        var chance = SeededGenerator(seed: 1)
        for round in 1...2000 {
            var mark = Mark(fleet: "lab", guest: id(chance.number(100...9999)), isProtected: chance.isLucky(0.5))
            if chance.isLucky(0.5) { mark.applied[.feature("docker")] = digest("a") }
            if chance.isLucky(0.5) { mark.completedWish = "0123456789abcdef" }
            if chance.isLucky(0.5) { mark.commit = commit("b") }
            if chance.isLucky(0.5) {
                let until = Instant(milliseconds: Int64(chance.number(0...253_402_300_799_000)))
                mark.claim = Claim(writer: "3f2a9c0d1e4b", until: until)
            }
            #expect(MarkText.mark(in: MarkText.description("People's words", marked: mark)) == mark, "round \(round)")
        }
    }

    @Test(
        "A claim that cannot be read counts as none, and the mark stays",
        arguments: [
            "claimed:", "claimed: until", "claimed: 3f2a9c0d1e4b", "claimed: 3f2a9c0d1e4b until tomorrow",
            "claimed: 3f2a9c0d1e4b until 2026-13-01T00:00:00Z", "claimed: 3f2a9c0d1e4b until 2026-02-30T00:00:00Z",
            "claimed: 3f2a9c0d1e4b until 2026-01-01T00:00:00", "claimed: a b until 2026-01-01T00:00:00Z",
            "commit: main", "later: something",
        ])
    func damaged(line: String) {
        let mark = Mark(fleet: "lab", guest: id(101))
        let text = MarkText.block(for: mark).replacing("\n-->", with: "\n\(line)\n-->")
        #expect(text.contains(line))
        #expect(MarkText.mark(in: text) == mark)
    }

    @Test("An instant is read from its own text and from nothing else")
    func instants() {
        for seconds: Int64 in [0, 951_782_399, 951_782_400, 1_767_225_600, 4_102_444_799, -1, -62_135_596_800] {
            let instant = Instant(milliseconds: seconds * 1000)
            #expect(Instant(instant.description) == instant)
        }
        for text in ["", "2026-01-01", "2026-01-01T24:00:00Z", "2026-01-01t00:00:00Z", "2026-1-01T00:00:000Z"] {
            #expect(Instant(text) == nil, "\(text)")
        }
    }
}

/// One Phoenix's word that it is at work on a guest. It stands in the guest's mark, where every other one reads it.
package struct Claim: Hashable, Codable, Sendable {
    /// Who is at work.
    package let writer: WriterID
    /// From then on anybody may claim the guest over: a whole second, as marks are written.
    package let until: Instant

    package init(writer: WriterID, until: Instant) {
        self.writer = writer
        self.until = Instant(milliseconds: -(-until.milliseconds).floorDivided(by: 1000) * 1000)
    }

    /// Whether somebody else has to leave the guest alone at that time.
    package func holds(against other: WriterID?, at now: Instant) -> Bool { writer != other && now < until }
}

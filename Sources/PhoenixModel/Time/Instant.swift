/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
///
/// Wall-clock instants are for people and for waiting; no decision about correctness rests on their order.
package struct Instant: Hashable, Comparable, Codable, Sendable {
    /// Milliseconds since the Unix epoch.
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Whole seconds since the Unix epoch, rounded down.
    package var seconds: Int64 { milliseconds.floorDivided(by: 1000) }

    /// The instant that many seconds later.
    package func adding(seconds: Int) -> Instant { Instant(milliseconds: milliseconds + Int64(seconds) * 1000) }

    /// The instant that many milliseconds later.
    package func adding(milliseconds more: Int64) -> Instant { Instant(milliseconds: milliseconds + more) }

    /// How many milliseconds after `earlier` this instant lies; negative if before.
    package func milliseconds(since earlier: Instant) -> Int64 { milliseconds - earlier.milliseconds }

    package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

extension Int64 {
    /// Division that rounds towards negative infinity, so that instants before 1970 fall into the right second.
    package func floorDivided(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

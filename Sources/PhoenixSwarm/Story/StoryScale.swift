/// How large a story is.
package struct StoryScale: Hashable, Sendable {
    /// How many guests its first commit wishes for.
    let guests: ClosedRange<Int>
    /// How long things happen before people leave Phoenix in peace.
    let seconds: Int
    /// The options that ask for this scale, if it is not the usual one.
    let options: String

    /// - Parameters:
    ///   - guests: how many guests the fleet has; nil: two to five.
    ///   - hours: how long things happen; nil: three hours.
    package init(guests: Int? = nil, hours: Int? = nil) {
        self.guests = guests.map { $0...$0 } ?? 2...5
        seconds = (hours ?? 3) * 3600
        options = (guests.map { " --guests \($0)" } ?? "") + (hours.map { " --hours \($0)" } ?? "")
    }

    /// Small fleets are looked at often, so that syncs meet everything; large ones as people set it up.
    var secondsBetweenSyncs: ClosedRange<Int> { isLarge ? 900...900 : 60...900 }

    /// All guests are looked at after each call, in a large fleet after as many as there are guests.
    var callsBetweenLooks: Int { isLarge ? guests.upperBound : 1 }

    /// Whether the built-in hosts have no room for it.
    var isLarge: Bool { guests.upperBound > 20 }
}

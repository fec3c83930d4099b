import PhoenixModel

/// Resolves every guest, ascending by number.
///
/// Sources of copies go first, one after another. All others wait for nobody, so they are shared out; what is found comes
/// in the order of the lineage all the same.
func resolveAll(_ surroundings: Surroundings, _ workers: Workers, _ findings: inout Findings) -> [ResolvedGuest] {
    let sources = ResolvedSources(surroundings)
    let order = surroundings.lineage.order
    let batches = workers.map(workers.pieces(of: order.count)) { ResolvedBatch(order[$0], sources, surroundings) }
    var givenKeys = sources.givenKeys
    var resolved = [ResolvedGuest?](repeating: nil, count: order.count)
    for batch in batches {
        findings.add(batch.findings)
        givenKeys.add(batch.givenKeys)
        for (place, guest) in batch.guests { resolved[place] = guest }
    }
    givenKeys.report(&findings)
    return resolved.compactMap(\.self)
}

/// The guests that others are copies of; guests go by their places in the roster.
private struct ResolvedSources: Sendable {
    let guests: [Int: ResolvedGuest]
    let findings: [Int: Findings]
    let givenKeys: GivenKeys

    init(_ surroundings: Surroundings) {
        var guests: [Int: ResolvedGuest] = [:]
        var findings: [Int: Findings] = [:]
        let lineage = surroundings.lineage
        let wanted = Set(lineage.sources.compactMap(\.self))
        var resolver = GuestResolver(surroundings, sharesAnswers: false)
        for place in lineage.order where wanted.contains(place) {
            var found = Findings()
            let source = lineage.sources[place].flatMap { guests[$0] }
            guests[place] = resolver.resolve(surroundings.roster.guests[place], source, &found)
            findings[place] = found
        }
        (self.guests, self.findings) = (guests, findings)
        givenKeys = resolver.givenKeys
    }
}

/// Some guests by their places in the roster, in the order of the lineage.
private struct ResolvedBatch: Sendable {
    private(set) var guests: [(place: Int, guest: ResolvedGuest)] = []
    private(set) var findings = Findings()
    let givenKeys: GivenKeys

    init(_ places: ArraySlice<Int>, _ sources: ResolvedSources, _ surroundings: Surroundings) {
        let lineage = surroundings.lineage
        var resolver = GuestResolver(surroundings, sharesAnswers: true)
        guests.reserveCapacity(places.count)
        for place in places {
            if let known = sources.guests[place] {
                guests.append((place, known))
                if let found = sources.findings[place] { findings.add(found) }
            } else {
                let source = lineage.sources[place].flatMap { sources.guests[$0] }
                guests.append((place, resolver.resolve(surroundings.roster.guests[place], source, &findings)))
            }
        }
        givenKeys = resolver.givenKeys
    }
}

import DependencyGraph
import PhoenixModel

/// Which guest is a copy of which, sources before their copies; guests go by their places in the roster.
struct Lineage: Sendable {
    /// Every guest of the roster, after the one it is a copy of.
    let order: [Int]
    /// For each guest the one it is a copy of.
    let sources: [Int?]

    init(_ roster: Roster, _ workers: Workers, _ findings: inout Findings) {
        var sources = Self.sources(roster, workers, &findings)
        var order = Self.order(sources)
        if case .cyclic(let cycles) = order {
            for cycle in cycles {
                reportCycle(cycle.map { roster.guests[$0].id }, roster, &findings)
                // A guest has one source, so a knot is one cycle: without its edges nothing is left of it.
                for member in cycle { sources[member] = nil }
            }
            order = Self.order(sources)
        }
        if case .possible(let places) = order { self.order = places } else { self.order = [] }
        self.sources = sources
    }

    private static func sources(_ roster: Roster, _ workers: Workers, _ findings: inout Findings) -> [Int?] {
        let branch = findings.branch
        let parts = workers.map(workers.pieces(of: roster.guests.count)) { piece in
            var found = branch
            return (roster.guests[piece].map { cloneSource(of: $0, roster, &found) }, found)
        }
        for part in parts { findings.add(part.1) }
        return parts.flatMap(\.0)
    }

    private static func order(_ sources: [Int?]) -> DependencyGraph<Int>.Order {
        DependencyGraph(placesIn: sources.indices) { sources[$0].map { [$0] } ?? [] }.order()
    }
}

/// The place of the source that a guest names, if it can be a source at all.
private func cloneSource(of guest: MergedGuest, _ roster: Roster, _ findings: inout Findings) -> Int? {
    guard let value = guest[.cloneFrom], let id = guestID(value, &findings) else { return nil }
    guard let place = roster.place(of: id) else {
        guard !roster.isDeclared(id) else { return nil }
        findings.error(
            .unknownGuest, at: value.place, "\(guest.subject) is a copy of \(id), which no file declares",
            remedy: roster.suggestion(for: id).map { "Did you mean \($0)?" }
                ?? "Declare guest \(id), or name another source")
        return nil
    }
    let source = roster.guests[place]
    guard source.kind == guest.kind else {
        findings.error(
            .cloneKind, at: value.place, "A \(guest.kind.noun) cannot be a copy of \(source.title)",
            remedy: "Name a \(guest.kind.noun) as source")
        return nil
    }
    guard source.id == guest.id || source.endsAsTemplate || source[.snapshot]?.string != nil else {
        findings.error(
            .cloneSource, at: value.place, "\(source.subject) is neither a template nor has a snapshot for copies",
            remedy: "Give it \"is_template\": true, or a template_snapshot_name")
        return place
    }
    return place
}

extension MergedGuest {
    /// Whether the guest ends as a stopped template.
    var endsAsTemplate: Bool { self[.isTemplate]?.boolean == true }
}

private func reportCycle(_ cycle: [GuestID], _ roster: Roster, _ findings: inout Findings) {
    guard let first = cycle.first, let guest = roster[first] else { return }
    let path = (cycle + [first]).map(\.description).joined(separator: " → ")
    findings.error(
        .cloneCycle, at: guest.place(of: .cloneFrom), "Guests are copies of one another in a circle: \(path)",
        remedy: "Make one of them from a template or an image")
}

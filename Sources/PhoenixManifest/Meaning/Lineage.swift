import DependencyGraph
import PhoenixModel

/// Which guest is a copy of which, sources before their copies.
struct Lineage {
    /// Every guest of the roster, after the one it is a copy of.
    let order: [GuestID]
    private let sources: [GuestID: GuestID]

    init(_ roster: Roster, _ findings: inout Findings) {
        var sources: [GuestID: GuestID] = [:]
        for guest in roster.guests {
            if let source = cloneSource(of: guest, roster, &findings) { sources[guest.id] = source }
        }
        let ids = roster.guests.map(\.id)
        var order = Self.order(ids, sources)
        if case .cyclic(let cycles) = order {
            for cycle in cycles {
                reportCycle(cycle, roster, &findings)
                // A guest has one source, so a knot is one cycle: without its edges nothing is left of it.
                for member in cycle { sources[member] = nil }
            }
            order = Self.order(ids, sources)
        }
        if case .possible(let ids) = order { self.order = ids } else { self.order = [] }
        self.sources = sources
    }

    /// The guest that this one is a copy of.
    func source(of id: GuestID) -> GuestID? { sources[id] }

    private static func order(
        _ ids: [GuestID], _ sources: [GuestID: GuestID]
    ) -> DependencyGraph<GuestID>.Order {
        DependencyGraph(ids) { id in sources[id].map { [$0] } ?? [] }.order()
    }
}

/// The source a guest names, if it can be a source at all.
private func cloneSource(of guest: MergedGuest, _ roster: Roster, _ findings: inout Findings) -> GuestID? {
    guard let value = guest[.cloneFrom], let id = guestID(value, &findings) else { return nil }
    guard let source = roster[id] else {
        guard !roster.isDeclared(id) else { return nil }
        findings.error(
            .unknownGuest, at: value.place, "\(guest.subject) is a copy of \(id), which no file declares",
            remedy: roster.suggestion(for: id).map { "Did you mean \($0)?" }
                ?? "Declare guest \(id), or name another source")
        return nil
    }
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
        return id
    }
    return id
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

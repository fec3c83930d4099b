import DependencyGraph
import PhoenixModel

/// The guests each guest waits for, checked: they exist, and nobody waits for himself.
func readDependencies(_ roster: Roster, _ lineage: Lineage, _ findings: inout Findings) -> [GuestID: [GuestID]] {
    var dependencies: [GuestID: [GuestID]] = [:]
    for guest in roster.guests {
        let ids = dependencyIDs(of: guest, roster, &findings)
        if !ids.isEmpty { dependencies[guest.id] = ids }
    }
    // Copies alone go round in no circle any more.
    if !dependencies.isEmpty { checkCycles(dependencies, roster, lineage, &findings) }
    return dependencies
}

private func checkCycles(
    _ dependencies: [GuestID: [GuestID]], _ roster: Roster, _ lineage: Lineage, _ findings: inout Findings
) {
    let graph = DependencyGraph(placesIn: roster.guests.indices) { place in
        (dependencies[roster.guests[place].id] ?? []).compactMap(roster.place)
            + (lineage.sources[place].map { [$0] } ?? [])
    }
    guard case .cyclic(let cycles) = graph.order() else { return }
    for cycle in cycles { reportCycle(cycle.map { roster.guests[$0].id }, roster, &findings) }
}

private func dependencyIDs(
    of guest: MergedGuest, _ roster: Roster, _ findings: inout Findings
) -> [GuestID] {
    var ids: [GuestID] = []
    var seen: Set<GuestID> = []
    for item in guest[.dependencies]?.items ?? [] {
        guard let id = guestID(item, &findings), seen.insert(id).inserted else { continue }
        guard let other = roster[id] else {
            guard !roster.isDeclared(id) else { continue }
            findings.error(
                .unknownGuest, at: item.place, "\(guest.subject) depends on \(id), which no file declares",
                remedy: roster.suggestion(for: id).map { "Did you mean \($0)?" }
                    ?? "Declare guest \(id), or remove it here")
            continue
        }
        ids.append(id)
        checkTemplate(guest, dependsOn: other, at: item, &findings)
    }
    return ids
}

/// A template is built once and then stands still; what it waits for should not be something that lives.
private func checkTemplate(
    _ guest: MergedGuest, dependsOn other: MergedGuest, at item: MergedValue, _ findings: inout Findings
) {
    guard !other.endsAsTemplate, other.id != guest.id else { return }
    if guest.endsAsTemplate {
        findings.error(
            .templateDependsOnGuest, at: item.place,
            "The template \(guest.title) depends on the running \(other.title)",
            remedy: "Let the guests made from the template depend on it instead")
    } else if guest[.snapshot]?.string != nil {
        findings.note(
            .templateDependsOnGuest, at: item.place,
            "\(guest.subject) is a source of copies and depends on the running \(other.title)",
            remedy: "Let the copies depend on it instead")
    }
}

private func reportCycle(_ cycle: [GuestID], _ roster: Roster, _ findings: inout Findings) {
    guard let first = cycle.first, let guest = roster[first] else { return }
    let next = cycle.count > 1 ? cycle[1] : first
    let item = guest[.dependencies]?.items?.first { $0.textOrNumber.flatMap(Int.init) == next.number }
    let path = (cycle + [first]).map(\.description).joined(separator: " → ")
    findings.error(
        .dependencyCycle, at: item?.place ?? guest.place(of: .cloneFrom),
        "Guests wait for one another in a circle: \(path)",
        remedy: "Remove one of these dependencies")
}

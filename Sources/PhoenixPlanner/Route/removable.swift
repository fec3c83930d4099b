import PhoenixModel

/// Features that the guest has, that neither it nor a guest it descends from wishes for, and that can be taken away.
func removable(_ guest: DesiredGuest, _ outlook: Outlook, in draft: PlanDraft) -> [FeatureRemoval] {
    var wished = Set(guest.features.map(\.name))
    var ancestor = guest
    // A chain of clones is shorter than the fleet; the bound ends a circle, should one get here.
    for _ in draft.desired.guests {
        guard case .clone(let source, _) = ancestor.origin, let next = draft.wishes[source] else { break }
        wished.formUnion(next.features.map(\.name))
        ancestor = next
    }
    return outlook.applied.keys.sorted().compactMap {
        guard case .feature(let name) = $0, !wished.contains(name) else { return nil }
        return draft.desired.removals[name]
    }
}

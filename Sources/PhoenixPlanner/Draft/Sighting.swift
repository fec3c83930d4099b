import PhoenixModel

/// What was found on the host for one guest of the commit.
enum Sighting {
    /// Nowhere in the cluster.
    case absent
    /// It carries our mark.
    case ours(ObservedGuest)
    /// A guest of that number without any mark, which the commit adopts.
    case adoptable(ObservedGuest)
    /// Something else is in the way.
    case obstructed(Obstacle)

    /// The guest that was found, if it is or becomes ours.
    var guest: ObservedGuest? {
        switch self {
        case .ours(let guest), .adoptable(let guest): guest
        case .absent, .obstructed: nil
        }
    }
}

/// Finds every guest of the commit by its mark, cluster-wide; never by node and number alone.
func identify(_ desired: DesiredState, in observed: ObservedState) -> [GuestID: Sighting] {
    let byNumber = Dictionary(observed.guests.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var byMark: [GuestID: [ObservedGuest]] = [:]
    for guest in observed.guests {
        if let mark = guest.mark, mark.fleet == desired.fleet { byMark[mark.guest, default: []].append(guest) }
    }
    var sightings: [GuestID: Sighting] = [:]
    for guest in desired.guests {
        sightings[guest.id] = sighting(
            of: guest, fleet: desired.fleet, there: byNumber[guest.id], marked: byMark[guest.id] ?? [])
    }
    return sightings
}

private func sighting(
    of guest: DesiredGuest, fleet: FleetName, there: ObservedGuest?, marked: [ObservedGuest]
) -> Sighting {
    if let there {
        if there.mark?.fleet == fleet, there.mark?.guest == guest.id { return .ours(there) }
        if there.mark == nil, guest.rules.adopts { return .adoptable(there) }
        return .obstructed(foreign(there, wanted: guest))
    }
    guard let elsewhere = marked.first else { return .absent }
    return .obstructed(
        Obstacle(
            .ambiguousMark,
            "guest \(guest.id) was found under the number \(elsewhere.id) on \(elsewhere.reference.node)",
            remedy: "give the commit that number, or remove the mark from \(elsewhere.id) if it is only a copy"))
}

private func foreign(_ there: ObservedGuest, wanted guest: DesiredGuest) -> Obstacle {
    let name = there.configuration.name.map { " '\($0)'" } ?? ""
    guard let mark = there.mark else {
        return Obstacle(
            .foreignGuest, "number \(guest.id) belongs to a guest\(name) that Phoenix did not make",
            remedy: "choose another id, or take it over with \"adopt\": true")
    }
    return Obstacle(
        .foreignGuest, "number \(guest.id) belongs to guest \(mark.guest) of fleet \(mark.fleet)",
        remedy: "choose another id")
}

import PhoenixModel

/// The fleet's guests, each number and name once.
struct Roster: Sendable {
    /// Ascending by number.
    let guests: [MergedGuest]
    /// Numbers that some file gives to a guest, also to one that could not be read: naming them is no mistake.
    private let declared: Set<GuestID>

    init(_ guests: [MergedGuest], drafts: [GuestDraft], _ findings: inout Findings) {
        // Of guests with one number, the first that is declared keeps it.
        let places = guests.indices.sorted { (guests[$0].id, $0) < (guests[$1].id, $1) }
        var sorted: [MergedGuest] = []
        sorted.reserveCapacity(guests.count)
        for place in places where sorted.last?.id != guests[place].id { sorted.append(guests[place]) }
        self.guests = sorted
        if sorted.count < guests.count { checkNumbers(guests, &findings) }
        declared = Set(drafts.compactMap(\.id))
        checkNames(sorted, &findings)
    }

    /// Without guests.
    init() { (guests, declared) = ([], []) }

    subscript(id: GuestID) -> MergedGuest? { place(of: id).map { guests[$0] } }

    /// Where a guest stands among all.
    func place(of id: GuestID) -> Int? {
        var (low, high) = (0, guests.count)
        while low < high {
            let middle = (low + high) / 2
            if guests[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < guests.count && guests[low].id == id ? low : nil
    }

    func isDeclared(_ id: GuestID) -> Bool { declared.contains(id) }

    /// The guest that is probably meant by a number that nobody has.
    func suggestion(for wrong: GuestID) -> String? {
        Suggestion.closest(to: wrong.description, among: guests.lazy.map(\.id.description))
    }
}

extension Diagnostic.Place {
    /// For messages: `guests/101.json:2:9`.
    var text: String {
        [path, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(separator: ":")
    }
}

private func checkNumbers(_ guests: [MergedGuest], _ findings: inout Findings) {
    var first: [GuestID: MergedGuest] = [:]
    for guest in guests {
        if let first = first[guest.id] {
            reportSameNumber(guest, first, &findings)
        } else {
            first[guest.id] = guest
        }
    }
}

private func reportSameNumber(_ guest: MergedGuest, _ first: MergedGuest, _ findings: inout Findings) {
    findings.error(
        .duplicateGuest, at: guest.place,
        "Number \(guest.id) is already that of '\(first.name)' (\(first.place.text))",
        remedy: "Give one of the two another number, or remove it")
}

private func checkNames(_ guests: [MergedGuest], _ findings: inout Findings) {
    var first: [String: MergedGuest] = [:]
    first.reserveCapacity(guests.count)
    for guest in guests {
        let place = { guest.place(of: .name) }
        if !isHostname(guest.name) {
            findings.error(
                .invalidName, at: place(), "'\(guest.name)' cannot be a hostname",
                remedy: "Use letters, digits and hyphens, beginning and ending with a letter or digit")
        }
        let name = guest.name.lowercased()
        if let other = first[name] {
            findings.error(
                .duplicateName, at: place(),
                "The name '\(guest.name)' is already that of \(other.kind.noun) \(other.id) (\(other.place(of: .name).text))",
                remedy: "Give one of the two another name")
        } else {
            first[name] = guest
        }
    }
}

/// What Proxmox takes as a guest's name: labels of letters, digits and hyphens with dots between (RFC 1123).
private func isHostname(_ name: String) -> Bool {
    guard (1...253).contains(name.utf8.count) else { return false }
    return name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
        guard (1...63).contains(label.count), let first = label.first, let last = label.last else { return false }
        return label.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
            && isLetterOrDigit(first) && isLetterOrDigit(last)
    }
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (97...122).contains(byte | 0x20) || (48...57).contains(byte)
}

import PhoenixModel

/// The fleet's guests, each number and name once.
struct Roster: Sendable {
    /// Ascending by number.
    let guests: [MergedGuest]
    private let places: [GuestID: Int]
    /// Numbers that some file gives to a guest, also to one that could not be read: naming them is no mistake.
    private let declared: Set<GuestID>

    init(_ guests: [MergedGuest], drafts: [GuestDraft], _ findings: inout Findings) {
        var unique: [GuestID: MergedGuest] = [:]
        for guest in guests {
            if let first = unique[guest.id] {
                reportSameNumber(guest, first, &findings)
            } else {
                unique[guest.id] = guest
            }
        }
        let sorted = unique.values.sorted { $0.id < $1.id }
        self.guests = sorted
        places = Dictionary(uniqueKeysWithValues: sorted.indices.map { (sorted[$0].id, $0) })
        declared = Set(drafts.compactMap(\.id))
        checkNames(sorted, &findings)
    }

    /// Without guests.
    init() { (guests, places, declared) = ([], [:], []) }

    subscript(id: GuestID) -> MergedGuest? { place(of: id).map { guests[$0] } }

    /// Where a guest stands among all.
    func place(of id: GuestID) -> Int? { places[id] }

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

private func reportSameNumber(_ guest: MergedGuest, _ first: MergedGuest, _ findings: inout Findings) {
    findings.error(
        .duplicateGuest, at: guest.place,
        "Number \(guest.id) is already that of '\(first.name)' (\(first.place.text))",
        remedy: "Give one of the two another number, or remove it")
}

private func checkNames(_ guests: [MergedGuest], _ findings: inout Findings) {
    var first: [String: MergedGuest] = [:]
    for guest in guests {
        let place = { guest.place(of: .name) }
        if !isHostname(guest.name) {
            findings.error(
                .invalidName, at: place(), "'\(guest.name)' cannot be a hostname",
                remedy: "Use letters, digits and hyphens, beginning and ending with a letter or digit")
        }
        if let other = first[guest.name.lowercased()] {
            findings.error(
                .duplicateName, at: place(),
                "The name '\(guest.name)' is already that of \(other.kind.noun) \(other.id) (\(other.place(of: .name).text))",
                remedy: "Give one of the two another name")
        } else {
            first[guest.name.lowercased()] = guest
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

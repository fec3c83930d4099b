package import PhoenixModel

/// Every guest by number, and which of them were touched since the nodes last told the cluster about theirs.
package struct GuestTable: Sendable {
    private var guests: [GuestID: Guest]
    /// Guests that may have changed, or are gone, since `takeTouched`.
    private var touched: Set<GuestID> = []

    init(_ guests: [Guest]) {
        self.guests = Dictionary(guests.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        touched = Set(self.guests.keys)
    }

    package subscript(id: GuestID) -> Guest? {
        get { guests[id] }
        _modify {
            touched.insert(id)
            yield &guests[id]
        }
    }

    /// Every guest, in no order.
    package var values: Dictionary<GuestID, Guest>.Values { guests.values }

    /// Every number that is taken, in no order.
    package var keys: Dictionary<GuestID, Guest>.Keys { guests.keys }

    package var count: Int { guests.count }

    package var isEmpty: Bool { guests.isEmpty }

    /// Whether anything was touched since `takeTouched`.
    var hasTouched: Bool { !touched.isEmpty }

    /// What was touched since the last call.
    mutating func takeTouched() -> Set<GuestID> {
        defer { touched.removeAll(keepingCapacity: true) }
        return touched
    }
}

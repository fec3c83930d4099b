package import PhoenixModel

/// Every guest by number, and which of them were touched since the nodes last told the cluster about theirs.
package struct GuestTable: Sendable {
    private var guests: [GuestID: Guest]
    /// Guests that may have changed, or are gone, since `takeTouched`.
    private var touched: Set<GuestID> = []
    /// The same since `takeUnlisted`; empty as long as nobody lists.
    private var unlisted: Set<GuestID> = []
    private var isListed = false
    /// Kept while no guest comes or goes.
    private var sortedNumbers: [GuestID] = []

    init(_ guests: [Guest]) {
        self.guests = Dictionary(guests.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        touched = Set(self.guests.keys)
        sortedNumbers = self.guests.keys.sorted()
    }

    package subscript(id: GuestID) -> Guest? {
        get { guests[id] }
        _modify {
            touched.insert(id)
            if isListed { unlisted.insert(id) }
            let count = guests.count
            yield &guests[id]
            if guests.count != count { note(id, isThere: guests.count > count) }
        }
    }

    /// Every guest, in no order.
    package var values: Dictionary<GuestID, Guest>.Values { guests.values }

    /// Every number that is taken, in no order.
    package var keys: Dictionary<GuestID, Guest>.Keys { guests.keys }

    /// Every number that is taken, ascending.
    package var numbers: [GuestID] { sortedNumbers }

    package var count: Int { guests.count }

    package var isEmpty: Bool { guests.isEmpty }

    /// Whether anything was touched since `takeTouched`.
    var hasTouched: Bool { !touched.isEmpty }

    /// What was touched since the last call; at the first, everything.
    mutating func takeUnlisted() -> Set<GuestID> {
        defer { unlisted.removeAll(keepingCapacity: true) }
        guard isListed else {
            isListed = true
            return Set(sortedNumbers)
        }
        return unlisted
    }

    private mutating func note(_ id: GuestID, isThere: Bool) {
        let place = sortedNumbers.partitioningIndex { $0 >= id }
        if isThere {
            sortedNumbers.insert(id, at: place)
        } else {
            sortedNumbers.remove(at: place)
        }
    }

    /// What was touched since the last call.
    mutating func takeTouched() -> Set<GuestID> {
        defer { touched.removeAll(keepingCapacity: true) }
        return touched
    }
}

extension [GuestID] {
    /// The first place whose number fulfils a condition that all later ones fulfil as well.
    fileprivate func partitioningIndex(where isBehind: (GuestID) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

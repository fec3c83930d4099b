package import PhoenixModel

/// What lists of the whole cluster say of each guest, kept until something about it changes.
struct GuestListing: Sendable {
    fileprivate var texts: [GuestID: String] = [:]
    /// For which form of the list, and in which round of the nodes' telling, they were written.
    fileprivate var variant = ""
    fileprivate var round = Int64.min
    fileprivate var offlineNodes: Set<NodeName> = []
}

extension Cluster {
    /// Writes anew what is no longer so: of guests that were touched, and of all once the nodes told again.
    package mutating func refreshListing(variant: String, _ write: (Guest, Cluster) -> String) {
        let offline = Set(nodes.values.filter { !$0.isOnline }.map(\.name))
        let isCurrent =
            listing.variant == variant && listing.round == broadcast.lastRound && listing.offlineNodes == offline
        let touched = guests.takeUnlisted()
        if !isCurrent {
            listing.variant = variant
            listing.round = broadcast.lastRound
            listing.offlineNodes = offline
            listing.texts.removeAll(keepingCapacity: true)
        }
        for id in isCurrent ? Array(touched) : guests.numbers {
            let text = guests[id].map { write($0, self) }
            listing.texts[id] = text
        }
    }

    /// What lists say of a guest since the last `refreshListing`.
    package func listedText(of id: GuestID) -> String? { listing.texts[id] }
}

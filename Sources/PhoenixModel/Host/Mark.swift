/// Phoenix's ownership mark: who a guest is, wherever it is found. It travels with the guest's configuration.
package struct Mark: Hashable, Codable, Sendable {
    /// The fleet that the guest belongs to.
    package var fleet: FleetName
    /// Which guest of the fleet it is.
    package var guest: GuestID
    /// Whether pruning must leave it alone, also after it is gone from the commit.
    package var isProtected: Bool
    /// What was applied inside, as last seen there: all that is known of a guest that is stopped or a template.
    package var applied: [ReceiptSubject: Digest]
    /// The fingerprint of the wish with which the guest was completed last; nil until it was completed once.
    ///
    /// While it equals the commit's, every difference was made by somebody else: it is drift.
    package var completedWish: String?
    /// The commit for which somebody worked on the guest last: who knows an older one only leaves the guest alone.
    package var commit: CommitID?
    /// Which Phoenix is at work on the guest; nil while none is.
    package var claim: Claim?

    package init(
        fleet: FleetName, guest: GuestID, isProtected: Bool = false, applied: [ReceiptSubject: Digest] = [:],
        completedWish: String? = nil, commit: CommitID? = nil, claim: Claim? = nil
    ) {
        self.fleet = fleet
        self.guest = guest
        self.isProtected = isProtected
        self.applied = applied
        self.completedWish = completedWish
        self.commit = commit
        self.claim = claim
    }

    /// Whether both marks name the same guest, whatever else they say.
    package func names(sameGuestAs other: Mark) -> Bool {
        fleet == other.fleet && guest == other.guest
    }

    /// The same mark with another claim, or with none.
    package func claimed(_ claim: Claim?) -> Mark {
        var mark = self
        mark.claim = claim
        return mark
    }
}

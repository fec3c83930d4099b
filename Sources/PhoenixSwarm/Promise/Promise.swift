/// What Phoenix promises, whatever happens.
package enum Promise: String, Hashable, Comparable, Sendable, CaseIterable {
    /// A guest without the fleet's mark is nobody's business.
    case strangersUntouched = "strangers untouched"
    /// No guest goes but by a policy that says so, or to be replaced with leave; a protected one never.
    case removalsWithinPolicy = "removals within policy"
    /// A guest that nobody removed is still there.
    case nobodyLost = "nobody lost"
    /// A mark is on the guest that it names.
    case oneGuestPerIdentity = "one guest per identity"
    /// A step begins when all that it waits for has succeeded.
    case predecessorsFirst = "predecessors first"
    /// A guest keeps its volumes as long as it lives.
    case volumesSurvive = "volumes survive"
    /// A receipt says that something was applied which is there.
    case receiptsAfterSuccess = "receipts after success"
    /// What a script is given in secret stands in nothing that is told, kept or written beside that script.
    case secretsUnseen = "secrets unseen"
    /// An invalid commit changes nothing.
    case invalidChangesNothing = "invalid changes nothing"
    /// In peace, the fleet comes to be as wished, within a bounded time.
    case convergesInPeace = "converges in peace"
    /// When everything is as wished, the next sync does nothing.
    case settledStaysSettled = "settled stays settled"
    /// No sync goes on for ever.
    case everySyncEnds = "every sync ends"

    package static func < (left: Promise, right: Promise) -> Bool { left.rawValue < right.rawValue }
}

/// A promise that was not kept.
package struct Breach: Hashable, Sendable {
    package let promise: Promise
    /// What was seen, as one sentence without a closing full stop.
    package let sentence: String
}

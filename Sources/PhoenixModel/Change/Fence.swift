/// What must be true of the number on the host at the moment of a change; otherwise the driver refuses with `fenced`.
package enum Fence: Hashable, Codable, Sendable {
    /// No guest has this number yet, or it is the very guest that this change makes, with the same claim.
    case vacant
    /// The guest there carries a mark of this fleet and number with exactly this claim: the one under which the change is
    /// made, or none.
    case marked(FleetName, GuestID, claim: Claim?)
    /// The guest there carries exactly this mark: nobody has had a hand in it since it was looked at.
    case unchanged(Mark)
    /// The guest there carries no mark: the commit adopts it, and this change sets the mark.
    case adopting
    /// The change touches no guest, so it does not matter who has the number.
    case untouched
}

/// One change on its way to the host.
package struct Submission: Hashable, Codable, Sendable {
    package var change: Change
    package var fence: Fence

    package init(change: Change, fence: Fence) {
        self.change = change
        self.fence = fence
    }

    /// The same change by whoever makes it: without any claim.
    package var unclaimed: Submission { claimed(nil) { $0.claim = nil } }

    /// The same change under a claim, or under none.
    ///
    /// - Parameter edit: of the mark that the change writes, if it writes one.
    package func claimed(_ claim: Claim?, marking edit: (inout Mark) -> Void) -> Submission {
        var submission = self
        switch change {
        case .create(var creation):
            edit(&creation.mark)
            submission.change = .create(creation)
        case .clone(var cloning):
            edit(&cloning.mark)
            submission.change = .clone(cloning)
        case .mark(let guest, var mark):
            edit(&mark)
            submission.change = .mark(guest, mark)
        default: break
        }
        switch fence {
        case .marked(let fleet, let guest, _): submission.fence = .marked(fleet, guest, claim: claim)
        case .unchanged(let mark): submission.fence = .unchanged(mark.claimed(claim))
        case .vacant, .adopting, .untouched: break
        }
        return submission
    }
}

/// A host's word that it took a change.
package enum Acceptance: Hashable, Codable, Sendable {
    /// It is so already, or was done at once.
    case done
    /// A task works on it.
    case task(TaskID)
}

/// What a look at a task shows.
package enum TaskSight: Hashable, Codable, Sendable {
    /// Still at work; looking again before that time is no use.
    case running(lookAgainAt: Instant)
    /// Ended well; warnings are for people.
    case succeeded(warnings: [String])
    /// Ended with this error.
    case failed(Failure)
    /// The host knows no such task, or lost it: what it did has to be looked for.
    case vanished
    /// The host could not be asked.
    case unknown(Failure)
}

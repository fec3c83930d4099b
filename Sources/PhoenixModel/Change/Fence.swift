/// What must be true of the number on the host at the moment of a change; otherwise the driver refuses with `fenced`.
package enum Fence: Hashable, Codable, Sendable {
    /// No guest has this number yet, or it is the very guest that this change makes.
    case vacant
    /// The guest there carries a mark of this fleet and number.
    case marked(FleetName, GuestID)
    /// The guest there carries no mark: the commit adopts it, and this change sets the mark.
    case adopting
    /// The change touches no guest, so it does not matter who has the number.
    case untouched
}

/// One change on its way to the host.
package struct Submission: Hashable, Codable, Sendable {
    package let change: Change
    package let fence: Fence

    package init(change: Change, fence: Fence) {
        self.change = change
        self.fence = fence
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

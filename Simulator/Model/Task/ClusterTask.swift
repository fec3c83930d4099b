package import PhoenixModel

/// A worker of the cluster, at work or lately ended.
package struct ClusterTask: Hashable, Codable, Sendable {
    /// The UPID.
    package let id: TaskID
    package let node: NodeName
    /// The guest it works on; for a clone, the new one.
    package let guest: GuestID?
    package let operation: Change.Operation?
    package let startedAt: Instant
    package internal(set) var state: State

    package enum State: Hashable, Codable, Sendable {
        case working(Work)
        case ended(at: Instant, Exit)
    }

    /// A task at work, with what it will come to.
    package struct Work: Hashable, Codable, Sendable {
        package let job: Job
        package var endsAt: Instant
        /// Set if it is known from the start that it fails.
        package var failure: HostError?
        /// Set if the host has forgotten it already.
        package var remainder: Fault.Remainder?
        /// The change that asked for it: the same one sent again joins it.
        package var change: Change?
    }

    /// What a worker does.
    package enum Job: Hashable, Codable, Sendable {
        case create
        case clone(source: GuestID)
        case start
        case shutDown
        case restart
        case snapshot(SnapshotName)
        case rollback(SnapshotName, starts: Bool)
        case makeTemplate
        case migrate(to: NodeName)
        case destroy
        case grow(key: String, sizeGibibytes: Int)
    }

    /// How a worker ended.
    package enum Exit: Hashable, Codable, Sendable {
        /// `OK`, or `WARNINGS: n`.
        case done(warnings: [String])
        case failed(HostError)
    }

    package var work: Work? { if case .working(let work) = state { work } else { nil } }
}

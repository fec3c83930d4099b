/// What was seen of a host, possibly old and possibly partial; what is missing here is unknown, not absent.
package struct ObservedState: Hashable, Codable, Sendable {
    /// When it was looked at.
    package var takenAt: Instant
    /// Every node of the cluster, reachable or not, ascending by name.
    package var nodes: [ObservedNode]
    /// Every guest that could be seen, ours and others', ascending by number.
    package var guests: [ObservedGuest]
    /// The tasks that are at work now.
    package var runningTasks: [RunningTask]
    /// What the host lets Phoenix do.
    package var authority: Authority

    package init(
        takenAt: Instant, nodes: [ObservedNode], guests: [ObservedGuest], runningTasks: [RunningTask] = [],
        authority: Authority = .unlimited
    ) {
        self.takenAt = takenAt
        self.nodes = nodes
        self.guests = guests
        self.runningTasks = runningTasks
        self.authority = authority
    }
}

/// A task at work on the host.
package struct RunningTask: Hashable, Codable, Sendable {
    package let id: TaskID
    package let node: NodeName
    /// The guest it works on, if it works on one; for a clone, the new guest.
    package let guest: GuestID?
    /// What it does, if it is something that Phoenix asks for.
    package let operation: Change.Operation?
    /// The name of the file that it fetches, if it fetches one.
    package let fileName: String?

    package init(
        id: TaskID, node: NodeName, guest: GuestID?, operation: Change.Operation?, fileName: String? = nil
    ) {
        self.id = id
        self.node = node
        self.guest = guest
        self.operation = operation
        self.fileName = fileName
    }
}

package import PhoenixModel

/// A worker of the cluster, at work or lately ended.
package struct ClusterTask: Hashable, Sendable {
    package let upid: UPID
    /// The UPID's text.
    package let id: TaskID
    package let node: NodeName
    /// The guest it works on; for a clone, the new one.
    package let guest: GuestID?
    package let operation: Change.Operation?
    package let startedAt: Instant
    /// What its worker printed so far, without the last line that says how it ended.
    package internal(set) var log: [String]
    package internal(set) var state: State

    init(
        upid: UPID, node: NodeName, guest: GuestID?, operation: Change.Operation?, startedAt: Instant, log: [String],
        state: State
    ) {
        self.upid = upid
        id = TaskID(upid.text)
        self.node = node
        self.guest = guest
        self.operation = operation
        self.startedAt = startedAt
        self.log = log
        self.state = state
    }

    package enum State: Hashable, Sendable {
        case working(Work)
        case ended(at: Instant, Exit)
    }

    /// A task at work, with what it will come to.
    package struct Work: Hashable, Codable, Sendable {
        package let job: Job
        package var endsAt: Instant
        /// Set if it is known from the start that it fails.
        package var failure: HostError?
        /// What it says beside ending well.
        package var warnings: [String]?
        /// Set if the host has forgotten it already.
        package var remainder: Fault.Remainder?
        /// The change that asked for it: the same one sent again joins it.
        package var change: Change?
    }

    /// What a worker does.
    package enum Job: Hashable, Codable, Sendable {
        case create(starts: Bool)
        case clone(source: GuestID)
        case start
        case shutDown
        case restart
        case snapshot(SnapshotName, description: String?)
        case deleteSnapshot(SnapshotName)
        case rollback(SnapshotName, starts: Bool)
        case makeTemplate
        case migrate(to: NodeName)
        case destroy(purges: Bool)
        case grow(key: String, sizeBytes: Int)
        /// Ends a guest's life without asking it.
        case stop
        /// Resets a machine without asking it.
        case reset
        case pause
        case resume
        /// Moves one disk to another storage.
        case moveVolume(key: String, to: StorageName, removesSource: Bool)
        /// Nothing more happens at its end, such as after `srvreload`.
        case note(type: String)
        /// It is about no guest.
        case onNode(NodeJob)
    }

    /// How a worker ended.
    package enum Exit: Hashable, Sendable {
        /// `OK`, or `WARNINGS: n`.
        case done(warnings: [String])
        case failed(HostError)
    }

    package var work: Work? { if case .working(let work) = state { work } else { nil } }
}

extension ClusterTask {
    /// Proxmox's words for how it ended, as its `exitstatus` and the last line of its log show them; nil while it works.
    package var exitStatus: String? {
        guard case .ended(_, let exit) = state else { return nil }
        switch exit {
        case .done(let warnings): return warnings.isEmpty ? "OK" : "WARNINGS: \(warnings.count)"
        case .failed(let error):
            return error.taskText.split(separator: "\n").first.map(String.init) ?? "unexpected status"
        }
    }

    /// The whole log, with the line that says how it ended.
    package var fullLog: [String] {
        guard case .ended(_, let exit) = state else { return log }
        switch exit {
        case .done(let warnings) where warnings.isEmpty: return log + ["TASK OK"]
        case .done(let warnings): return log + warnings.map { "WARN: \($0)" } + ["TASK WARNINGS: \(warnings.count)"]
        case .failed(let error) where error.kind == .vanished: return log
        case .failed(let error): return log + ["TASK ERROR: \(error.taskText)"]
        }
    }
}

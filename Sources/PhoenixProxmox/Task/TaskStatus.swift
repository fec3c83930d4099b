package import PhoenixModel

/// What a node says of one of its tasks: `…/tasks/UPID/status` (behaviour 5.2).
package struct TaskStatus: Decodable, Hashable, Sendable {
    let status: String
    /// How it ended; nil while it is at work.
    let exitstatus: String?
    /// Seconds since 1970, by the node's clock.
    var starttime: LenientInteger?

    /// Whether its log has to be read, because it ended well but had something to say.
    package var hasWarnings: Bool { exitstatus?.hasPrefix("WARNINGS: ") == true }
}

/// A line of a task's log: `…/tasks/UPID/log`.
package struct TaskLogLine: Decodable, Hashable, Sendable {
    let t: String
}

extension TaskSight {
    /// What a task's status shows.
    ///
    /// - Parameters:
    ///   - log: its log, where `hasWarnings` asks for it.
    ///   - nextLook: when looking again is of use, should it be at work.
    package init(_ status: TaskStatus, of task: TaskID, log: [TaskLogLine] = [], nextLook: Instant) {
        switch status.exitstatus {
        case nil where status.status == "running": self = .running(lookAgainAt: nextLook)
        case nil: self = .vanished
        case "OK": self = .succeeded(warnings: [])
        case .some(let text) where text.hasPrefix("WARNINGS: "):
            self = .succeeded(warnings: log.compactMap(\.warning))
        // Its worker left no word, because it was killed or its node broke down: what it did is not known.
        case .some(let text) where text.contains("unexpected status") || text.hasPrefix("unable to get last line"):
            self = .vanished
        case .some(let text): self = .failed(Failure(taskExit: text, of: task))
        }
    }

    /// What it shows that a task's status could not be asked for.
    package init(_ error: ProxmoxError, asking request: ProxmoxRequest, of task: TaskID) {
        if case .refused(let refusal) = error, refusal.parameterErrors["upid"] != nil {
            // `no such task`: nodes forget tasks after some thousand others.
            self = .vanished
        } else {
            self = .unknown(Failure(error, of: request, while: "tell of task \(task)"))
        }
    }
}

extension TaskLogLine {
    /// The warning that a line holds.
    fileprivate var warning: String? {
        t.hasPrefix("WARN: ") ? String(t.dropFirst("WARN: ".count)) : nil
    }
}

package import PhoenixModel

/// One command in a guest, from its arrival until it is forgotten.
package struct GuestRun: Hashable, Sendable {
    package let id: GuestRunID
    package internal(set) var state: State
    /// Everything it prints, or printed.
    var lines: [String]
    /// How many of them were handed out.
    var deliveredLines: Int

    package enum State: Hashable, Sendable {
        /// Waits for the script before it.
        case waiting(GuestCommand, RunDisturbance)
        case working(Work)
        case ended(exitCode: Int, receipts: [Receipt]?)
    }

    /// A command at work, with what it will come to.
    package struct Work: Hashable, Codable, Sendable {
        package let command: GuestCommand
        package let begunAt: Instant
        package let endsAt: Instant
        /// Nil: what is inside the guest at the end decides.
        package let exitCode: Int?
        /// Files that it leaves, whatever its exit code.
        package let files: [String: String]
        /// Whether the guest will know nothing of the run once it ended.
        package let isForgotten: Bool
    }

    init(id: GuestRunID, state: State, lines: [String] = []) {
        self.id = id
        self.state = state
        self.lines = lines
        deliveredLines = 0
    }

    var work: Work? { if case .working(let work) = state { work } else { nil } }

    var isEnded: Bool { if case .ended = state { true } else { false } }

    /// Whether it has read the receipts.
    var isAnsweredLook: Bool { if case .ended(_, .some) = state { true } else { false } }

    /// Whether it is a script that waits or works: scripts run one after the other.
    var isUnendedScript: Bool {
        switch state {
        case .waiting: true
        case .working(let work): work.command.isScript
        case .ended: false
        }
    }

    /// When line `number` (from 0) is printed: lines are spread evenly over the run, the first at its begin.
    func instant(ofLine number: Int, in work: Work) -> Instant {
        let duration = work.endsAt.milliseconds(since: work.begunAt)
        return work.begunAt.adding(milliseconds: duration * Int64(number) / Int64(max(1, lines.count)))
    }
}

/// What a fault does to a run.
package struct RunDisturbance: Hashable, Codable, Sendable {
    var delayMilliseconds: Int64 = 0
    /// The run fails with this exit code, and prints this line.
    var exitCode: Int?
    var line: String?
    var isForgotten = false
}

extension GuestCommand {
    var isScript: Bool { if case .run = self { true } else { false } }
}
